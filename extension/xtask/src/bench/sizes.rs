//! The sizes of module and package against their limits.

use std::path::Path;

use super::figure::{Figure, Unit};
use crate::build;

/// A figure for each size, with its limit as the reference.
pub fn figures(extension: &Path) -> anyhow::Result<Vec<Figure>> {
    let figure = |size: build::Size| Figure {
        name: size.name.to_owned(),
        ours: size.bytes as f64,
        compared_with: "limit".to_owned(),
        reference: size.limit as f64,
        unit: Unit::Bytes,
        budget: 1.0,
    };
    Ok(build::sizes(extension)?.into_iter().map(figure).collect())
}
