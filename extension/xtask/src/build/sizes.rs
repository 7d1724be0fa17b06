//! Checks the sizes of the module and the package against their limits.

use std::fmt;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// In bytes. The WASM module is compiled at every wake of the worker.
const MODULE_LIMIT: u64 = 700_000;

/// In bytes, zipped, as people download it.
const PACKAGE_LIMIT: u64 = 393_216;

/// The best compression: a package is made once and downloaded often.
const LEVEL: i64 = 9;

/// A measured size and its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// What was measured, such as "module".
    pub name: &'static str,
    /// The size in bytes.
    pub bytes: u64,
    /// The largest allowed size in bytes.
    pub limit: u64,
}

impl Size {
    /// Whether it is within its limit.
    pub fn fits(&self) -> bool {
        self.bytes <= self.limit
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, bytes, limit } = self;
        match bytes.checked_sub(*limit) {
            None | Some(0) => write!(f, "{name}: {bytes} bytes of at most {limit}"),
            Some(over) => write!(f, "{name}: {bytes} bytes are {over} more than the {limit} it may have"),
        }
    }
}

/// The sizes of a built extension that have a limit.
pub fn sizes(extension: &Path) -> anyhow::Result<[Size; 2]> {
    let module = extension.join(super::wasm::module());
    let module = module.metadata().with_context(|| format!("reading {}", module.display()))?.len();
    let package = u64::try_from(zipped(extension)?.len())?;
    Ok([
        Size { name: "module", bytes: module, limit: MODULE_LIMIT },
        Size { name: "package for Chromium, zipped", bytes: package, limit: PACKAGE_LIMIT },
    ])
}

/// Zips a directory. Entries are sorted and have no times, so that equal directories make equal archives.
fn zipped(directory: &Path) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL));
    for file in files_below(directory)? {
        let name = file.strip_prefix(directory)?.components().map(|part| part.as_os_str().to_string_lossy());
        archive.start_file(name.collect::<Vec<_>>().join("/"), options)?;
        archive.write_all(&fs::read(&file).with_context(|| format!("reading {}", file.display()))?)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn files_below(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| format!("reading {}", directory.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_over_its_limit_says_by_how_much() {
        let size = |bytes| Size { name: "module", bytes, limit: 500 };
        assert!(size(500).fits() && !size(501).fits());
        assert_eq!(size(500).to_string(), "module: 500 bytes of at most 500");
        assert_eq!(size(520).to_string(), "module: 520 bytes are 20 more than the 500 it may have");
    }

    #[test]
    fn equal_directories_make_equal_archives() {
        let made = |order: [&str; 2]| {
            let directory = tempfile::tempdir().unwrap();
            fs::create_dir(directory.path().join("www")).unwrap();
            for name in order {
                fs::write(directory.path().join(name), name.repeat(500)).unwrap();
            }
            zipped(directory.path()).unwrap()
        };
        let archive = made(["www/popup.html", "manifest.json"]);
        assert_eq!(archive, made(["manifest.json", "www/popup.html"]));
        assert!(archive.len() < 1000, "{} bytes", archive.len());
        let mut read = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        let names: Vec<String> =
            (0..read.len()).map(|at| read.by_index(at).unwrap().name().unwrap().into_owned()).collect();
        assert_eq!(names, ["manifest.json", "www/popup.html"]);
    }
}
