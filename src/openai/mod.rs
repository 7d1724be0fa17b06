//! How an account is read: which requests are made, which bodies OpenAI answers with, and what its errors mean.
//!
//! OpenAI documents none of these endpoints. What is known comes from public sources (clients, issue threads, HertzBeat's
//! `app-openai.yml`), gathered in November 2026:
//!
//! | set | request | answer |
//! |---|---|---|
//! | credit grants | `GET /dashboard/billing/credit_grants` | totals in dollars with up to nine decimals; grants unsorted, `expires_at` may be null |
//! | model cost | `GET /dashboard/billing/usage?start_date&end_date`, `end_date` exclusive, at most about 99 days | `cost` in **cents** by day and line item; names such as "gpt-5.5, input" |
//! | billing subscription | `GET /dashboard/billing/subscription` | plan, limits, recharge, billing details; `*_limit` are credit units |
//! | none: the names of monitors | `GET /v1/organizations` | the key's organisations, each with `id`, `title`, `name` |
//!
//! Each `/dashboard` path exists with and without a leading `/v1`. All need a session key and, for any but the default organisation, the
//! `openai-organization` header. Cookies alone get 401, API keys 403. HertzBeat's monitor sends no dates, reads only the first day and
//! shows cents as dollars; we copy none of that.

mod answer;
mod dashboard;
mod failure;
mod path_form;
mod purpose;
mod request;
mod source;
mod usage_window;
pub mod wire;

pub use answer::{Answer, LARGEST_BODY, LONGEST_RETRY_AFTER, NoAnswer, Outcome, read};
pub use failure::Failure;
pub use path_form::PathForm;
pub use purpose::Purpose;
pub use request::{Authorization, Method, Request};
pub use source::{Decoded, Place, Source};
pub use usage_window::UsageWindow;
