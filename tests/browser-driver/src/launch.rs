//! The settings for starting a browser.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The supported browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// Chromium, or Chrome for Testing: started by chromedriver.
    Chromium,
    /// Firefox or Firefox ESR: speaks WebDriver BiDi by itself.
    Firefox,
}

/// What the browser's requests reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Every host, whatever its name, is this port on the loopback interface; no certificate is checked.
    Simulated {
        /// Where the simulated hosts listen.
        port: u16,
    },
    /// The internet, as for anyone.
    Real,
}

/// The settings for starting a browser.
#[derive(Clone, Debug)]
pub struct Launch {
    /// Which browser.
    pub product: Product,
    /// Without a window.
    pub headless: bool,
    /// The unpacked extension: the directory that holds its `manifest.json`.
    pub extension: PathBuf,
    /// The profile's directory; it is created if need be, and never deleted.
    pub profile: PathBuf,
    /// What its requests reach.
    pub network: Network,
    /// The window's width and height in CSS pixels.
    pub window: (u32, u32),
    /// Device pixels for each CSS pixel.
    pub scale: f64,
}

impl Launch {
    /// A headless browser with an ordinary window.
    pub fn new(product: Product, extension: impl Into<PathBuf>, profile: impl Into<PathBuf>, network: Network) -> Self {
        Self {
            product,
            headless: true,
            extension: extension.into(),
            profile: profile.into(),
            network,
            window: (1280, 900),
            scale: 1.0,
        }
    }

    /// The extension's directory as an absolute path without links, as browsers report it.
    pub(crate) fn extension_dir(&self) -> Result<PathBuf> {
        absolute(&self.extension)
    }

    /// Where downloads go, created.
    pub(crate) fn downloads_dir(&self) -> Result<PathBuf> {
        let downloads = self.profile_dir()?.join("downloads");
        std::fs::create_dir_all(&downloads).map_err(Error::io(format!("creating {}", downloads.display())))?;
        Ok(downloads)
    }

    /// The profile's directory, created.
    pub(crate) fn profile_dir(&self) -> Result<PathBuf> {
        std::fs::create_dir_all(&self.profile)
            .map_err(Error::io(format!("creating the profile {}", self.profile.display())))?;
        absolute(&self.profile)
    }
}

fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(Error::io(format!("looking for {}", path.display())))
}

/// Finds a program: the value of the environment variable if set, otherwise the first of these names on `PATH`.
pub(crate) fn program(variable: &'static str, names: &[&'static str]) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    names
        .iter()
        .find_map(|name| which::which(name).ok())
        .ok_or(Error::NotFound { program: names.first().copied().unwrap_or(variable), variable })
}
