//! What the browser downloaded.

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
    /// An empty file is taken for one that is yet to be written. A file that is already there gives the next one of its name
    /// another: `export (1).json`.
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

/// Firefox keeps an empty file of the final name beside the one it writes to.
fn is_complete(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
