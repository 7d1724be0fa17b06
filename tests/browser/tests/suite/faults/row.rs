//! What a row of the fault table consists of.

use anyhow::Result;
use browser_suite::{Notice, Popup, Stage, Words, meddling};
use simulated_openai::world::PathForms;
use simulated_openai::{API_HOST, Endpoint, Fault};

/// Stands for a time in a sentence whose words alone are looked at.
pub const TIME: &str = "\u{0}";

/// A fault that strikes after a good reading. Of every row it is asked, too, that all values stay.
#[derive(Debug)]
pub struct Row {
    /// What the test is called after `fault_`.
    pub name: &'static str,
    /// How it is brought about.
    pub cause: Cause,
    /// What the popup shows.
    pub shown: Shown,
    /// What the badge says.
    pub badge: &'static str,
    /// How all is well again.
    pub recovery: Recovery,
}

/// How a fault is brought about.
#[derive(Debug)]
pub enum Cause {
    /// OpenAI answers all three sets like this.
    Answer(Fault),
    /// OpenAI answers these like this, and the others well.
    AnswerTo(&'static [Endpoint], Fault),
    /// OpenAI answers all three sets like this, and the worker's timers run faster, so that a time-out is soon there.
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

/// What the popup shows of it.
#[derive(Debug)]
pub enum Shown {
    /// Values that are out of date, and one notice.
    Told(Told),
    /// Values that are out of date, and in each of these sets a notice with this title.
    ToldInSets(&'static [&'static str], &'static str),
    /// Values that are out of date, behind the panel that asks for access.
    NoAccess,
    /// Nothing: nobody has to know.
    Nothing,
}

/// A notice about the account as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    pub severity: &'static str,
    /// The key of what happened, and what goes into it.
    pub title: (&'static str, &'static [&'static str]),
    /// The key of what to do next. A time in it is not looked at: what is waited for shows it.
    pub next: &'static str,
    /// What its button does.
    pub action: Option<&'static str>,
}

/// How all is well again.
#[derive(Clone, Copy, Debug)]
pub enum Recovery {
    /// What caused it is over, and the person refreshes.
    Refresh,
    /// What caused it is over, and the platform's tab has a new session.
    NewSession,
    /// What caused it is over, and the one alarm rings: nobody does anything.
    Alarm {
        /// In so many seconds; the alarm is set to then or sooner.
        within: u32,
        /// An alarm that rings after so many seconds asks nothing.
        not_within: Option<u32>,
    },
    /// The same; OpenAI asked for the wait, and no refresh by hand breaks it.
    Wait {
        /// As above.
        within: u32,
        /// As above.
        not_within: u32,
    },
    /// What caused it is over, and that is all.
    ByItself,
}

impl Cause {
    /// Brings it about, and does what a person does who has not heard of it yet: refresh.
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
            // There is nothing to refresh with any more.
            Self::AccessGoes => return Ok(stage.browser()?.withhold_sites().await?),
        }
        popup.click("refresh").await
    }

    /// Ends it.
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
    /// Whether this is the notice.
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

/// How often the extension has asked for the balance.
pub fn readings(stage: &Stage) -> usize {
    browser_suite::requests::of_extension_to(&stage.openai, Endpoint::CreditGrants).len()
}
