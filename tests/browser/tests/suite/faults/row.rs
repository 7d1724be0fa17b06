//! The types of a row of the fault table.

use anyhow::Result;
use browser_suite::{Notice, Popup, Stage, Words, meddling};
use simulated_openai::world::PathForms;
use simulated_openai::{API_HOST, Endpoint, Fault};

/// A placeholder for a time in a text that is compared without its times.
pub const TIME: &str = "\u{0}";

/// A fault after a good reading. For every row it is also checked that all values stay.
#[derive(Debug)]
pub struct Row {
    /// The name of the test, without `fault_`.
    pub name: &'static str,
    /// The cause of the fault.
    pub cause: Cause,
    /// What the popup shows.
    pub shown: Shown,
    /// The text of the badge.
    pub badge: &'static str,
    /// How the extension recovers.
    pub recovery: Recovery,
}

/// The cause of a fault.
#[derive(Debug)]
pub enum Cause {
    /// OpenAI answers all three sets like this.
    Answer(Fault),
    /// OpenAI answers these sets like this, and the others well.
    AnswerTo(&'static [Endpoint], Fault),
    /// The same with faster timers in the worker, so that a time-out comes soon.
    AnswerNever(Fault),
    /// The session ends at OpenAI.
    SessionEnds,
    /// The paths without `/v1` are gone.
    PathsMove,
    /// The TLS handshake fails.
    TlsFails,
    /// There is no network.
    NetworkGoes,
    /// The person takes back the access to every site.
    AccessGoes,
}

/// What the popup shows.
#[derive(Debug)]
pub enum Shown {
    /// Values that are out of date, and one notice.
    Told(Told),
    /// Values that are out of date, and in each of these sets a notice with this title.
    ToldInSets(&'static [&'static str], &'static str),
    /// Values that are out of date, behind the panel that asks for access.
    NoAccess,
    /// Nothing.
    Nothing,
}

/// A notice about the account as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    pub severity: &'static str,
    /// The message key of the title, and its values.
    pub title: (&'static str, &'static [&'static str]),
    /// The message key of what to do next. Times in it are not compared: the recovery shows whether they are right.
    pub next: &'static str,
    /// The `data-action` of its button.
    pub action: Option<&'static str>,
}

/// How the extension recovers.
#[derive(Clone, Copy, Debug)]
pub enum Recovery {
    /// The cause ends, and the person refreshes.
    Refresh,
    /// The cause ends, and the platform's tab has a new session.
    NewSession,
    /// The cause ends, and the alarm rings. The person does nothing.
    Alarm {
        /// The wait in seconds. The alarm is set for then or earlier.
        within: u32,
        /// An alarm after this many seconds causes no request.
        not_within: Option<u32>,
    },
    /// The same, but OpenAI asked for the wait, so a refresh by hand does not cut it short.
    Wait {
        /// As above.
        within: u32,
        /// As above.
        not_within: u32,
    },
    /// The cause ends, and nothing else is needed.
    ByItself,
}

impl Cause {
    /// Causes the fault, then refreshes, as a person does who does not know of it yet.
    pub async fn bring_about(&self, stage: &Stage, popup: &Popup) -> Result<()> {
        let openai = &stage.openai;
        match self {
            Self::Answer(fault) => super::fail_all(openai, fault),
            Self::AnswerTo(endpoints, fault) => endpoints.iter().for_each(|it| openai.fail(*it, fault.clone())),
            Self::AnswerNever(fault) => {
                meddling::hurry_timers(stage.browser()?, 20).await?;
                super::fail_all(openai, fault);
            }
            Self::SessionEnds => drop(openai.revoke_all()),
            Self::PathsMove => openai.edit(|world| world.path_forms = PathForms::OnlyV1),
            Self::TlsFails => openai.refuse_tls(API_HOST, true),
            Self::NetworkGoes => stage.browser()?.set_offline(true).await?,
            // Without access the refresh button is not shown.
            Self::AccessGoes => return Ok(stage.browser()?.withhold_sites().await?),
        }
        popup.click("refresh").await
    }

    /// Ends the fault.
    pub async fn end(&self, stage: &Stage) -> Result<()> {
        stage.openai.heal_all();
        match self {
            Self::NetworkGoes => stage.browser()?.set_offline(false).await?,
            Self::AccessGoes => stage.browser()?.restore_sites().await?,
            _ => {}
        }
        Ok(())
    }
}

impl Told {
    /// Whether this notice is the expected one.
    pub fn is(&self, notice: &Notice, words: &Words) -> Result<bool> {
        let (title, values) = self.title;
        let next = words.say(self.next, &[TIME])?;
        let (start, end) = next.split_once(TIME).unwrap_or((&next, ""));
        Ok(notice.severity == self.severity
            && notice.title == words.say(title, values)?
            && notice.next.strip_prefix(start).is_some_and(|rest| rest.ends_with(end))
            && (next.contains(TIME) || notice.next == next)
            && notice.action.as_deref() == self.action)
    }
}

/// The number of the extension's requests for the balance.
pub fn readings(stage: &Stage) -> usize {
    browser_suite::requests::of_extension_to(&stage.openai, Endpoint::CreditGrants).len()
}
