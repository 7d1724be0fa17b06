//! A key is pasted into a field that is shown and exported. The field refuses it, and it is stored nowhere.

use anyhow::{Context as _, Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage, Words};
use serde_json::{Value, json};
use simulated_openai::samples;

const FILE: &str = "credit-gauge-monitors.json";
const API_KEY: &str = "sk-proj-MadeUpInAField3Rv8Kt5Hq2Zn7Wc4Yb9Md6";
const SESSION_KEY: &str = "sess-MadeUpInAField5Gj2Xp8Lw4Tn7Qd3Vs9Fk6";
const JWT: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwLWZpZWxkIn0.TWFkZVVwSW5BRmllbGQ4SGs0VHo2";

/// A key within other text.
struct Written {
    field: &'static str,
    before: &'static str,
    key: &'static str,
    after: &'static str,
}

/// Ways in which people write keys: an assignment, a URL, a header, a tag.
#[rustfmt::skip]
const WRITTEN: &[Written] = &[
    Written { field: "description", before: "OPENAI_API_KEY=", key: API_KEY, after: "" },
    Written { field: "description", before: "https://example.test/?k=", key: SESSION_KEY, after: "&x=1" },
    Written { field: "description", before: "curl -H 'Authorization:Bearer ", key: JWT, after: "'" },
    Written { field: "description", before: "export KEY=\"", key: SESSION_KEY, after: "\";" },
    Written { field: "tags", before: "env:", key: SESSION_KEY, after: "" },
    Written { field: "tags", before: "env:key=", key: API_KEY, after: "" },
    Written { field: "task_name", before: "prod/", key: API_KEY, after: "" },
    Written { field: "task_name", before: "key=", key: SESSION_KEY, after: "" },
];

impl Written {
    fn text(&self) -> String {
        format!("{}{}{}", self.before, self.key, self.after)
    }

    /// The text without the key, for messages.
    fn described(&self) -> String {
        format!("{}: {}****{}", self.field, self.before, self.after)
    }
}

fn make_up(stage: &mut Stage) {
    for key in [API_KEY, SESSION_KEY, JWT] {
        // From here on the canary searches for this key everywhere.
        stage.make_up(key);
    }
}

pub async fn is_refused(stage: &mut Stage) -> Result<()> {
    make_up(stage);
    stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    let error = Words::read()?.say("invalid_looks_like_key", &[])?;
    options.click_on(samples::PREPAID, "edit-monitor").await?;
    for written in WRITTEN {
        let field = written.field;
        let before: String = options.tab.eval_as(&format!("document.querySelector('[name={field}]').value")).await?;
        options.fill(field, &written.text()).await?;
        options.click("save-monitor").await?;
        options.wait_for_error(field, &error).await.with_context(|| written.described())?;
        options.wait_for_element("dialog[open]", true).await?;
        options.fill(field, &before).await?;
        options.wait_for_error(field, "").await?;
    }
    options.save_monitor().await?;
    stage.backstage()?.round_trip().await?;
    is_nowhere(&stage.backstage()?.stored().await?)?;
    options.click("export").await?;
    let file = stage.browser()?.wait_for_download(FILE, SOON).await?;
    is_nowhere(&serde_json::from_slice(&std::fs::read(&file)?)?)
}

pub async fn in_a_file_is_refused(stage: &mut Stage) -> Result<()> {
    make_up(stage);
    // Not in the profile's directory, where the canary would find the key.
    let elsewhere = tempfile::tempdir()?;
    let error = Words::read()?.say("import_holds_a_key", &[])?;
    for (index, written) in WRITTEN.iter().enumerate() {
        let text = written.text();
        let monitor = match written.field {
            "tags" => json!({ "task_name": "By hand", "bound_tags": [text] }),
            "description" => json!({ "task_name": "By hand", "description": text }),
            _ => json!({ "task_name": text }),
        };
        let contents = json!({ "format": "credit-gauge-monitors", "version": 1, "monitors": [monitor] });
        let file = elsewhere.path().join(format!("{index}-{FILE}"));
        std::fs::write(&file, contents.to_string())?;
        let options = OptionsPage::open(stage.browser()?).await?;
        options.tab.set_files("[name=import]", &[&file]).await?;
        options.wait_for_error("import", &error).await.with_context(|| written.described())?;
        options.tab.close().await?;
    }
    ensure!(stage.backstage()?.monitors().await?.is_empty(), "some of it was imported");
    is_nowhere(&stage.backstage()?.stored().await?)
}

fn is_nowhere(kept: &Value) -> Result<()> {
    let kept = kept.to_string();
    let found = [API_KEY, SESSION_KEY, JWT].iter().filter(|key| kept.contains(**key)).count();
    ensure!(found == 0, "{found} keys are kept");
    Ok(())
}
