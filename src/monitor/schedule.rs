use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{MonitorId, Period};
use crate::account::Timestamp;
use crate::openai::{Failure, LONGEST_RETRY_AFTER};

/// The wait after the first failure. It doubles with each further failure.
const FIRST_RETRY: Duration = Duration::from_secs(60);

/// The longest back-off. OpenAI may ask for a longer wait.
const LONGEST_RETRY: Duration = Duration::from_secs(3600);

/// The shortest time between two attempts, even if the network keeps coming back.
const SHORTEST_RETRY: Duration = Duration::from_secs(30);

/// The longest jitter, which keeps monitors from being read all at once.
const LONGEST_JITTER: Duration = Duration::from_secs(15);

/// When a monitor is read next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// When the next collection is due; `None` if none is planned, as without a key.
    pub next_at: Option<Timestamp>,
    /// The end of the wait that OpenAI asked for with a 429. Nothing shortens it, not even a manual refresh.
    pub wait_until: Option<Timestamp>,
    pub failed_in_a_row: u32,
    /// When all this was decided. If the clock shows an earlier time, it was set back.
    pub decided_at: Option<Timestamp>,
    /// The number of extra collections that captured keys caused since `prompted_since`.
    pub prompts: u8,
    /// When the first of these was caused.
    pub prompted_since: Option<Timestamp>,
}

/// The most extra collections that captured keys may cause within one period. Without a limit, two tabs with different keys would cause one
/// for each of their requests. A collection that went well ends the count: after it a new key is no reason to ask, until a session ends.
pub const MOST_PROMPTS: u8 = 3;

/// What the jitter of a wait is computed from: the monitor, and the millisecond of the decision. So two browsers that watch the same
/// account differ.
#[derive(Debug, Clone, Copy)]
pub struct JitterSeed(u64);

impl JitterSeed {
    #[must_use]
    pub fn of(id: &MonitorId, now: Timestamp) -> Self {
        let mut hasher = DefaultHasher::new();
        (id, now.millis()).hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The wait plus up to a twentieth of it, at most 15 s.
    fn jittered(self, wait: Duration) -> Duration {
        let most = u64::try_from((wait / 20).min(LONGEST_JITTER).as_millis()).unwrap_or_default();
        wait + Duration::from_millis(self.0 % most.max(1))
    }
}

impl Schedule {
    /// Whether a collection is due, with a second of tolerance because an alarm may ring early.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_at.is_some_and(|at| at <= now.after(Duration::from_secs(1)))
    }

    /// The end of a wait that OpenAI asked for, if it is in the future.
    #[must_use]
    pub fn blocked_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.wait_until.filter(|until| *until > now)
    }

    /// Plans the next collection, after one that ended with these failures.
    pub fn plan(&mut self, now: Timestamp, failures: &[Failure], period: Period, seed: JitterSeed) {
        self.decided_at = Some(now);
        let passing = failures.iter().any(Failure::is_passing);
        self.failed_in_a_row = if passing { self.failed_in_a_row.saturating_add(1) } else { 0 };
        let wait = if passing { self.back_off() } else { period.length() };
        let asked = too_many_requests(failures).map(|asked| {
            let latest = now.after(LONGEST_RETRY_AFTER);
            asked.unwrap_or_else(|| now.after(wait)).clamp(now.after(SHORTEST_RETRY), latest)
        });
        // `note_wait` may have noted a longer wait, from the request for the organisation's name.
        self.wait_until = self.blocked_until(now).max(asked);
        let jittered = seed.jittered(wait);
        self.next_at = if failures.iter().any(Failure::refuses_key) {
            // Only a new key helps, and its arrival plans the next collection.
            None
        } else if asked.is_some() {
            self.wait_until.map(|until| until.after(jittered - wait))
        } else {
            self.wait_until.max(Some(now.after(jittered)))
        };
    }

    /// A collection went well. After it a captured key may cause collections again, from the first on.
    pub fn forget_prompts(&mut self) {
        (self.prompts, self.prompted_since) = (0, None);
    }

    /// A 429 came while other requests may be in flight: no further request is sent. [`plan`](Self::plan) decides the final wait.
    pub fn note_wait(&mut self, now: Timestamp, retry_at: Option<Timestamp>) {
        let asked = retry_at.unwrap_or(now).clamp(now.after(SHORTEST_RETRY), now.after(LONGEST_RETRY_AFTER));
        self.wait_until = self.wait_until.max(Some(asked));
        self.decided_at = Some(now);
    }

    /// Makes a collection due now and resets the back-off. A wait that OpenAI asked for stays.
    pub fn start_over(&mut self, now: Timestamp) {
        (self.failed_in_a_row, self.decided_at) = (0, Some(now));
        self.next_at = Some(self.blocked_until(now).unwrap_or(now));
    }

    /// A captured key makes a collection due now. After [`MOST_PROMPTS`] of these within a period, or an hour of a longer one, it is due
    /// when that time ends.
    pub fn prompt(&mut self, now: Timestamp, period: Period) {
        let counted_for = period.length().min(LONGEST_RETRY);
        let over_at = self.prompted_since.map(|since| since.after(counted_for)).filter(|at| *at > now);
        let over_at = over_at.map(|at| at.max(now.after(SHORTEST_RETRY)));
        match over_at {
            Some(over_at) if self.prompts >= MOST_PROMPTS => {
                self.decided_at = Some(now);
                self.next_at = Some(
                    self.next_at
                        .map_or(over_at, |next| next.max(now).min(over_at))
                        .max(self.blocked_until(now).unwrap_or(now)),
                );
            }
            Some(_) => {
                self.prompts += 1;
                self.start_over(now);
            }
            None => {
                (self.prompts, self.prompted_since) = (1, Some(now));
                self.start_over(now);
            }
        }
    }

    /// Plans again after a person changed the period: from the last decision on, but not in the past. A wait that OpenAI asked for stays.
    pub fn new_period(&mut self, now: Timestamp, period: Period, seed: JitterSeed) {
        if let (Some(_), Some(decided), None) = (self.next_at, self.decided_at, self.wait_until) {
            self.next_at = Some(decided.after(seed.jittered(period.length())).max(now));
        }
    }

    /// Shortens the back-off, because the network is back. A wait that OpenAI asked for stays.
    pub fn hasten(&mut self, now: Timestamp) {
        if let (Some(next), Some(decided)) = (self.next_at, self.decided_at)
            && self.failed_in_a_row > 0
            && self.blocked_until(now).is_none()
        {
            self.next_at = Some(next.min(decided.after(SHORTEST_RETRY).max(now)));
        }
    }

    /// Moves all times back with a clock that was set back, so that no wait gets longer.
    pub fn rebase(&mut self, now: Timestamp) {
        let Some(decided) = self.decided_at.filter(|at| *at > now) else { return };
        let back = decided.since(now);
        self.decided_at = Some(now);
        self.next_at = self.next_at.map(|at| at.before(back));
        self.prompted_since = self.prompted_since.map(|at| at.before(back));
        self.wait_until = self.wait_until.map(|at| at.before(back));
    }

    /// Whether the clock was set back since the last decision.
    #[must_use]
    pub fn is_ahead_of(&self, now: Timestamp) -> bool {
        self.decided_at.is_some_and(|at| at > now)
    }

    fn back_off(&self) -> Duration {
        let doublings = self.failed_in_a_row.saturating_sub(1).min(10);
        (FIRST_RETRY * 2_u32.pow(doublings)).min(LONGEST_RETRY)
    }
}

/// `None` without a 429; `Some(None)` for a 429 that does not say when to retry.
fn too_many_requests(failures: &[Failure]) -> Option<Option<Timestamp>> {
    let asked = failures.iter().filter_map(|failure| match failure {
        Failure::TooManyRequests { retry_at } => Some(*retry_at),
        _ => None,
    });
    // `None` sorts before every time, so the latest time wins.
    asked.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_359_600_000);
    const FAILS: [Failure; 1] = [Failure::ServerError { status: 503 }];
    const NO_JITTER: JitterSeed = JitterSeed(0);

    fn planned(schedule: &mut Schedule, failures: &[Failure]) -> u64 {
        schedule.plan(NOW, failures, Period::default(), NO_JITTER);
        schedule.next_at.unwrap().since(NOW).as_secs()
    }

    fn after(seconds: u64) -> Timestamp {
        NOW.after(Duration::from_secs(seconds))
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
    fn keeps_the_period_it_is_given() {
        let mut schedule = Schedule::default();
        schedule.plan(NOW, &[], Period::seconds(30).unwrap(), NO_JITTER);
        assert_eq!(schedule.next_at, Some(after(30)));
    }

    #[test]
    fn jitter_is_little_and_differs() {
        let waits: Vec<u128> = (0..50)
            .map(|number| {
                let seed = JitterSeed::of(&MonitorId::Pasted(number), NOW);
                seed.jittered(Duration::from_secs(300)).as_millis()
            })
            .collect();
        assert!(waits.iter().all(|wait| (300_000..315_000).contains(wait)), "{waits:?}");
        let differing: std::collections::BTreeSet<_> = waits.iter().collect();
        assert!(differing.len() > 45, "{waits:?}");
        let of_a_week = JitterSeed(u64::MAX).jittered(Period::LONGEST.length());
        assert!(of_a_week < Period::LONGEST.length() + LONGEST_JITTER);
    }

    #[test]
    fn a_lasting_refusal_of_one_set_does_not_slow_the_others_down() {
        assert_eq!(planned(&mut Schedule::default(), &[Failure::RoleCannotSeeBilling]), 300);
    }

    #[test]
    fn retry_after_is_honoured_within_reason() {
        let ask = |seconds| Failure::TooManyRequests { retry_at: Some(after(seconds)) };
        let wait = |failures: &[Failure]| planned(&mut Schedule::default(), failures);
        assert_eq!(wait(&[ask(600), Failure::TimedOut]), 600);
        assert_eq!(wait(&[ask(90), ask(600), Failure::TooManyRequests { retry_at: None }]), 600);
        assert_eq!(wait(&[ask(0)]), 30);
        assert_eq!(wait(&[ask(400 * 24 * 3600)]), 24 * 3600);
        assert_eq!(wait(&[Failure::TooManyRequests { retry_at: None }]), 60);
    }

    #[test]
    fn a_longer_wait_that_was_noted_meanwhile_stays() {
        let mut schedule = Schedule::default();
        schedule.note_wait(NOW, Some(after(900)));
        assert_eq!(planned(&mut schedule, &[Failure::TooManyRequests { retry_at: Some(after(60)) }]), 900);
        assert_eq!(schedule.blocked_until(NOW), Some(after(900)));
        assert_eq!(planned(&mut schedule, &[]), 900, "also after what went well");
    }

    #[test]
    fn prompts_are_counted_until_all_goes_well() {
        let mut schedule = Schedule::default();
        let mut prompt = |failures: &[Failure]| {
            schedule.prompt(NOW, Period::default());
            let is_due = schedule.is_due(NOW);
            planned(&mut schedule, failures);
            if failures.is_empty() {
                schedule.forget_prompts();
            }
            is_due
        };
        for _ in 0..MOST_PROMPTS {
            assert!(prompt(&FAILS));
        }
        assert!(!prompt(&FAILS), "one too many");
        assert!(!prompt(&[]), "counted still");
        assert!(prompt(&FAILS), "all went well");
    }

    #[test]
    fn only_a_429_blocks_a_refresh_by_hand() {
        let mut schedule = Schedule::default();
        planned(&mut schedule, &FAILS);
        assert_eq!(schedule.blocked_until(NOW), None);
        schedule = Schedule::default();
        planned(&mut schedule, &[Failure::TooManyRequests { retry_at: None }]);
        assert_eq!(schedule.blocked_until(NOW), Some(after(60)));
        assert_eq!(schedule.blocked_until(after(61)), None);
        schedule.start_over(NOW);
        assert_eq!(schedule.next_at, Some(after(60)), "not even a new key ends it");
    }

    #[test]
    fn a_refused_key_is_not_asked_with_again_and_a_wait_outlives_it() {
        let mut schedule = Schedule::default();
        schedule.plan(
            NOW,
            &[Failure::TooManyRequests { retry_at: Some(after(600)) }, Failure::SessionEnded],
            Period::default(),
            NO_JITTER,
        );
        assert_eq!((schedule.next_at, schedule.wait_until), (None, Some(after(600))));
    }

    #[test]
    fn an_alarm_a_little_early_is_on_time() {
        let schedule = Schedule { next_at: Some(NOW), ..Schedule::default() };
        assert!(schedule.is_due(Timestamp::from_millis(NOW.millis() - 900)));
        assert!(!schedule.is_due(Timestamp::from_millis(NOW.millis() - 1100)));
    }

    #[test]
    fn a_clock_set_back_makes_no_gap_longer() {
        let mut schedule = Schedule::default();
        planned(&mut schedule, &[Failure::TooManyRequests { retry_at: Some(after(600)) }]);
        let earlier = NOW.before(Duration::from_secs(3600));
        schedule.rebase(earlier);
        let ten_minutes = earlier.after(Duration::from_secs(600));
        assert_eq!((schedule.next_at, schedule.wait_until), (Some(ten_minutes), Some(ten_minutes)));
        let settled = schedule;
        schedule.rebase(earlier);
        schedule.rebase(earlier.after(Duration::from_secs(5)));
        assert_eq!(schedule, settled, "once is enough");
    }

    #[test]
    fn a_network_that_is_back_is_used_and_not_hammered() {
        let mut schedule = Schedule::default();
        for _ in 0..6 {
            planned(&mut schedule, &[Failure::Unreachable]);
        }
        let mut soon = schedule;
        soon.hasten(after(5));
        assert_eq!(soon.next_at, Some(after(30)));
        schedule.hasten(after(600));
        assert_eq!(schedule.next_at, Some(after(600)));
        planned(&mut schedule, &[]);
        schedule.hasten(after(60));
        assert_eq!(schedule.next_at, Some(after(300)), "what went well keeps its period");
        planned(&mut schedule, &[Failure::TooManyRequests { retry_at: Some(after(600)) }]);
        schedule.hasten(after(60));
        assert_eq!(schedule.next_at, Some(after(600)));
    }
}
