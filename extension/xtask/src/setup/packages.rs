//! Installs Debian packages.

use std::process::Command;

use anyhow::Context;

use crate::progress::step;
use crate::shell;

/// Installs packages with apt-get. Needs root.
pub fn install(packages: &[&str]) -> anyhow::Result<()> {
    step("updating the list of packages", |step| shell::capture(apt_get().arg("update"), step))
        .context("the list of packages could not be updated: is there a network? Try `apt-get update` by hand")?;
    step(format!("installing {}", packages.join(", ")), |step| {
        let mut install = apt_get();
        install.args(["install", "-y", "--no-install-recommends"]).args(packages);
        shell::capture(&mut install, step)
    })
    .with_context(|| format!("try `apt-get install {}` by hand", packages.join(" ")))?;
    Ok(())
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    // Otherwise a package could stop and ask a question.
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
