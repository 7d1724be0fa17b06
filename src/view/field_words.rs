use super::Message;
use crate::monitor::{Invalid, Problem};

/// The message for a problem with a form field: what is wrong, and what would be right.
#[must_use]
pub fn field_words(problem: Problem) -> Message {
    Message::plain(match problem.why {
        Invalid::NameMissing => "invalid_name_missing",
        Invalid::NameTooLong => "invalid_name_too_long",
        Invalid::NameTaken => "invalid_name_taken",
        Invalid::LooksLikeKey => "invalid_looks_like_key",
        Invalid::HostMissing => "invalid_host_missing",
        Invalid::HostNotHttps => "invalid_host_not_https",
        Invalid::HostWithMore => "invalid_host_with_more",
        Invalid::HostOdd => "invalid_host_odd",
        Invalid::OrganizationOdd => "invalid_organization_odd",
        Invalid::OrganizationTaken => "invalid_organization_taken",
        Invalid::KeyMissing => "invalid_key_missing",
        Invalid::KeyIsApiKey => "invalid_key_is_api_key",
        Invalid::KeyOdd => "invalid_key_odd",
        Invalid::KeyNotForThisHost => "invalid_key_not_for_this_host",
        Invalid::KeyWasForAnother => "invalid_key_was_for_another",
        Invalid::PeriodOdd => "invalid_period_odd",
        Invalid::PeriodTooShort => "invalid_period_too_short",
        Invalid::PeriodTooLong => "invalid_period_too_long",
        Invalid::TagOdd => "invalid_tag_odd",
        Invalid::TagTwice => "invalid_tag_twice",
        Invalid::TooManyTags => "invalid_too_many_tags",
        Invalid::DescriptionTooLong => "invalid_description_too_long",
    })
}
