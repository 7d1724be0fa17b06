//! The browser's downloads.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::Instant;

use crate::browser::Browser;
use crate::error::{Error, Result};

/// How often the folder is looked at; a download's end is no event that both browsers share.
const LOOK_EVERY: Duration = Duration::from_millis(20);

impl Browser {
    /// The folder downloads go to, without a question: `downloads` in the profile.
    #[must_use]
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Waits until a file of this name is downloaded and complete, and returns its path.
    ///
    /// An empty file counts as incomplete. If there is already a file of that name, the browser chooses another: `export (1).json`.
    pub async fn wait_for_download(&self, name: &str, timeout: Duration) -> Result<PathBuf> {
        let path = self.downloads.join(name);
        let deadline = Instant::now() + timeout;
        while !is_complete(&path) {
            if Instant::now() >= deadline {
                return Err(Error::Timeout {
                    what: format!("the download {name}"),
                    after: timeout,
                    reason: format!("the folder holds {:?}", names(&self.downloads)),
                    page: String::new(),
                });
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(path)
    }
}

/// Firefox creates an empty file with the final name while it writes to another one.
fn is_complete(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
