//! Searches the files a browser leaves behind.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Canary, Finding};

/// The directory in which Chromium keeps `storage.local`. In which item a key is, is checked while the browser runs.
const STORAGE_LOCAL: &str = "Local Extension Settings";

impl Canary {
    /// Searches every file under a directory, byte by byte, and every file's name. A key that is remembered may be where the browser
    /// keeps `storage.local`.
    ///
    /// # Errors
    /// When a file cannot be read: what was not searched is not clean.
    pub fn search_files(&self, directory: &Path) -> Result<Vec<Finding>> {
        let mut findings = self.search_directory(directory)?;
        findings.retain(|it| !(self.is_remembered(&it.key) && it.place.contains(STORAGE_LOCAL)));
        Ok(findings)
    }

    fn search_directory(&self, directory: &Path) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        for entry in fs::read_dir(directory).with_context(|| format!("reading {}", directory.display()))? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            let place = format!("the file {}", path.display());
            findings.extend(self.search_bytes(&place, entry.file_name().as_encoded_bytes()));
            if kind.is_dir() {
                findings.extend(self.search_directory(&path)?);
            } else if kind.is_symlink() {
                // The content of a link is its target, which for Chromium's lock file does not exist.
                findings.extend(self.search_bytes(&place, fs::read_link(&path)?.as_os_str().as_encoded_bytes()));
            } else if kind.is_file() {
                let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
                findings.extend(self.search_bytes(&place, &bytes));
            }
        }
        Ok(findings)
    }
}
