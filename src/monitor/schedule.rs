use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::account::Timestamp;
use crate::openai::Failure;

/// How long after a good collection the next one is made. HertzBeat advises more than 120 s, or 429 follows.
pub const PERIOD: Duration = Duration::from_secs(300);

/// The first wait after a failure; it doubles with each further one.
const FIRST_RETRY: Duration = Duration::from_secs(60);

/// The longest wait between two attempts that nobody asked for.
const LONGEST_RETRY: Duration = Duration::from_secs(3600);

/// The longest wait a `Retry-After` is believed; a header that names a year is an error of somebody's.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

/// When a monitor is asked next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// When the next collection is due; `None` while there is nothing to wait for, as without a key.
    pub next_at: Option<Timestamp>,
    /// Until when OpenAI asked to be left alone (429). Nothing breaks this wait, a refresh by hand neither.
    pub wait_until: Option<Timestamp>,
    /// How many collections in a row failed.
    pub failed_in_a_row: u32,
}

impl Schedule {
    /// Whether a collection is due. A second of grace: an alarm may ring a little early.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_at.is_some_and(|at| at <= now.after(Duration::from_secs(1)))
    }

    /// The end of a wait that OpenAI asked for, if it is still to come.
    #[must_use]
    pub fn blocked_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.wait_until.filter(|until| *until > now)
    }

    /// Plans on after a collection that ended with these failures.
    pub fn plan(&mut self, now: Timestamp, failures: &[Failure]) {
        self.wait_until = None;
        if failures.iter().any(Failure::refuses_key) {
            // Only a new key helps, and that announces itself.
            *self = Self::default();
        } else if failures.iter().any(Failure::is_passing) {
            self.failed_in_a_row = self.failed_in_a_row.saturating_add(1);
            let retry_at = now.after(self.back_off());
            self.wait_until = too_many_requests(failures).map(|asked| {
                let latest = now.after(LONGEST_RETRY_AFTER);
                asked.unwrap_or(retry_at).clamp(now.after(FIRST_RETRY / 2), latest)
            });
            self.next_at = Some(self.wait_until.unwrap_or(retry_at));
        } else {
            self.failed_in_a_row = 0;
            self.next_at = Some(now.after(PERIOD));
        }
    }

    fn back_off(&self) -> Duration {
        let doublings = self.failed_in_a_row.saturating_sub(1).min(10);
        (FIRST_RETRY * 2_u32.pow(doublings)).min(LONGEST_RETRY)
    }
}

/// `None`: there was no 429. `Some(None)`: there was, without a time to come back.
fn too_many_requests(failures: &[Failure]) -> Option<Option<Timestamp>> {
    let asked = failures.iter().filter_map(|failure| match failure {
        Failure::TooManyRequests { retry_at } => Some(*retry_at),
        _ => None,
    });
    // `None` sorts before every time, so the latest time that was asked for wins.
    asked.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_359_600_000);
    const FAILS: [Failure; 1] = [Failure::ServerError { status: 503 }];

    fn wait_of(schedule: Schedule) -> u64 {
        schedule.next_at.unwrap().since(NOW).as_secs()
    }

    fn planned(schedule: &mut Schedule, failures: &[Failure]) -> u64 {
        schedule.plan(NOW, failures);
        wait_of(*schedule)
    }

    #[test]
    fn backs_off_up_to_an_hour_and_recovers_at_once() {
        let mut schedule = Schedule::default();
        let waits: Vec<u64> = (0..9).map(|_| planned(&mut schedule, &FAILS)).collect();
        assert_eq!(waits, [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
        assert_eq!(planned(&mut schedule, &[]), 300);
        assert_eq!(planned(&mut schedule, &FAILS), 60);
    }

    #[test]
    fn a_lasting_refusal_of_one_set_does_not_slow_the_others_down() {
        assert_eq!(planned(&mut Schedule::default(), &[Failure::RoleCannotSeeBilling]), 300);
    }

    #[test]
    fn retry_after_is_honoured_within_reason() {
        let ask = |seconds| Failure::TooManyRequests { retry_at: Some(NOW.after(Duration::from_secs(seconds))) };
        let wait = |failures: &[Failure]| planned(&mut Schedule::default(), failures);
        assert_eq!(wait(&[ask(600), Failure::TimedOut]), 600);
        assert_eq!(wait(&[ask(90), ask(600), Failure::TooManyRequests { retry_at: None }]), 600);
        assert_eq!(wait(&[ask(0)]), 30);
        assert_eq!(wait(&[ask(400 * 24 * 3600)]), 24 * 3600);
        assert_eq!(wait(&[Failure::TooManyRequests { retry_at: None }]), 60);
    }

    #[test]
    fn only_a_429_blocks_a_refresh_by_hand() {
        let mut schedule = Schedule::default();
        schedule.plan(NOW, &FAILS);
        assert_eq!(schedule.blocked_until(NOW), None);
        schedule = Schedule::default();
        schedule.plan(NOW, &[Failure::TooManyRequests { retry_at: None }]);
        assert_eq!(schedule.blocked_until(NOW), schedule.next_at);
        assert_eq!(schedule.blocked_until(NOW.after(Duration::from_secs(61))), None);
    }

    #[test]
    fn a_refused_key_is_not_asked_with_again() {
        let mut schedule = Schedule::default();
        schedule.plan(NOW, &[Failure::SessionEnded]);
        assert_eq!(schedule.next_at, None);
    }

    #[test]
    fn an_alarm_a_little_early_is_on_time() {
        let schedule = Schedule { next_at: Some(NOW), ..Schedule::default() };
        assert!(schedule.is_due(Timestamp::from_millis(NOW.millis() - 900)));
        assert!(!schedule.is_due(Timestamp::from_millis(NOW.millis() - 1100)));
    }
}
