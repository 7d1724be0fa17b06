use super::source::{Decoded, Source, Step};
use super::{PathForm, Purpose, wire};
use crate::account::{MetricSet, SetReading};

const CREDIT_GRANTS: Purpose = Purpose::Read(MetricSet::CreditGrants);

impl Source {
    /// The endpoints of the platform's own pages. They take a session key.
    pub const DASHBOARD: Self = Self { plan: PLAN };
}

/// The platform's own pages read billing from these endpoints. Credit grants come first, to show the balance as early as possible; the
/// others follow in parallel. The list of organisations is known under `/v1` only. Without it, only the organisations' names are missing.
const PLAN: &[Step] = &[
    Step {
        purpose: CREDIT_GRANTS,
        after: None,
        path: "dashboard/billing/credit_grants",
        asks_for_days: false,
        form: PathForm::Bare,
        decode: |body, _| Ok(Decoded::Set(SetReading::CreditGrants(wire::credit_grants(body)?))),
    },
    Step {
        purpose: Purpose::Read(MetricSet::ModelCost),
        after: Some(CREDIT_GRANTS),
        path: "dashboard/billing/usage",
        asks_for_days: true,
        form: PathForm::Bare,
        decode: |body, sent_at| Ok(Decoded::Set(SetReading::ModelCost(wire::usage(body, sent_at.day())?))),
    },
    Step {
        purpose: Purpose::Read(MetricSet::BillingSubscription),
        after: Some(CREDIT_GRANTS),
        path: "dashboard/billing/subscription",
        asks_for_days: false,
        form: PathForm::Bare,
        decode: |body, _| Ok(Decoded::Set(SetReading::BillingSubscription(wire::subscription(body)?))),
    },
    Step {
        purpose: Purpose::OrganizationNames,
        after: Some(CREDIT_GRANTS),
        path: "organizations",
        asks_for_days: false,
        form: PathForm::V1,
        decode: |body, _| Ok(Decoded::OrganizationNames(wire::organizations(body)?)),
    },
];

#[cfg(test)]
mod tests {
    use super::super::{Place, Source};
    use super::*;
    use crate::account::{Range, Timestamp, Usage, Usd};
    use crate::openai::Failure;
    use crate::origin::API;
    use crate::session::{OrganizationId, Redaction, SessionKey};

    const SOURCE: Source = Source::DASHBOARD;

    fn now() -> Timestamp {
        Timestamp::from_seconds(1_795_359_600.0).unwrap()
    }

    fn key() -> SessionKey {
        SessionKey::parse("sess-MadeUp0123456789").unwrap()
    }

    #[test]
    fn each_request_has_the_right_url_and_headers() {
        let id = OrganizationId::parse("org-madeup");
        let url = |purpose: Purpose, origin, form| {
            let place = Place { origin, organization: id.as_ref() };
            let request = SOURCE.request(purpose, place, form, &key(), now()).unwrap();
            assert_eq!((request.organization.as_ref(), request.headers().len()), (id.as_ref(), 2));
            request.url
        };
        let gateway = "https://gateway.example.test:8443";
        let urls = [
            url(CREDIT_GRANTS, API, PathForm::Bare),
            url(MetricSet::ModelCost.into(), API, PathForm::Bare),
            url(MetricSet::BillingSubscription.into(), gateway, PathForm::V1),
            url(Purpose::OrganizationNames, API, SOURCE.first_form(Purpose::OrganizationNames)),
        ];
        assert_eq!(
            urls,
            [
                "https://api.openai.com/dashboard/billing/credit_grants",
                "https://api.openai.com/dashboard/billing/usage?start_date=2026-10-24&end_date=2026-11-23",
                "https://gateway.example.test:8443/v1/dashboard/billing/subscription",
                "https://api.openai.com/v1/organizations",
            ]
        );
    }

    #[test]
    fn the_balance_is_read_first_and_then_everything_else() {
        assert_eq!(SOURCE.first().collect::<Vec<_>>(), [CREDIT_GRANTS]);
        let rest = [MetricSet::ModelCost.into(), MetricSet::BillingSubscription.into(), Purpose::OrganizationNames];
        assert_eq!(SOURCE.after(CREDIT_GRANTS).collect::<Vec<_>>(), rest);
        for purpose in rest {
            assert_eq!(SOURCE.after(purpose).count(), 0, "{purpose:?}");
        }
    }

    #[test]
    fn every_set_has_one_request_whose_answer_decodes_to_that_set() {
        let bodies = [r#"{"total_available":1}"#, r#"{"daily_costs":[]}"#, r#"{"primary":true}"#];
        for (set, body) in MetricSet::ALL.into_iter().zip(bodies) {
            assert_eq!(PLAN.iter().filter(|step| step.purpose == set.into()).count(), 1);
            match SOURCE.decode(set.into(), body.as_bytes(), now()) {
                Ok(Decoded::Set(reading)) => assert_eq!(reading.set(), set),
                other => panic!("{other:?}"),
            }
            assert_eq!(SOURCE.decode(set.into(), b"[]", now()), Err(Failure::Unreadable));
        }
    }

    #[test]
    fn the_last_day_of_usage_is_the_day_of_the_request() {
        let body = br#"{"daily_costs":[{"timestamp":1795305600,"line_items":[{"name":"o3","cost":100}]}]}"#;
        let decoded = SOURCE.decode(MetricSet::ModelCost.into(), body, now());
        let Ok(Decoded::Set(SetReading::ModelCost(Usage { cost, days }))) = decoded else { panic!("{decoded:?}") };
        assert_eq!((cost.last_day, cost.totals(Range::Today).len()), (now().day(), 1));
        assert_eq!(days.last().map(|it| (it.day, it.total())), Some((now().day(), Usd::whole(1))));
    }

    #[test]
    fn an_echoed_key_can_be_redacted_in_every_text() {
        let key = key();
        let echo = key.expose();
        let bodies = [
            format!(r#"{{"total_available":1,"total_used":"{echo}"}}"#),
            format!(
                r#"{{"daily_costs":[{{"timestamp":1795305600,"line_items":[{{"name":"m {echo}","cost":1}}, {{
                    "project_name":"p {echo}","cost":1}}, {{"project_id":"p {echo}","cost":1}}]}}]}}"#
            ),
            format!(r#"{{"account_name":"a {echo}","plan":{{"title":"{echo}"}},"tax_ids":[{{"v":"{echo}"}}]}}"#),
            format!(r#"{{"data":[{{"id":"org-a","title":"of {echo}"}}]}}"#),
        ];
        for (step, body) in PLAN.iter().zip(bodies) {
            let mut decoded = SOURCE.decode(step.purpose, body.as_bytes(), now()).unwrap();
            decoded.for_each_text(&mut |text| Redaction::new([&key]).clean(text));
            assert!(!format!("{decoded:?}").contains(echo), "{decoded:?}");
        }
    }
}
