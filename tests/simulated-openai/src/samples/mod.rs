//! Ready-made accounts, as different from each other as real ones are, and a world that holds them all.

mod arrears_enterprise;
mod empty;
mod legacy_2023;
mod odd_shapes;
mod prepaid;

pub use arrears_enterprise::arrears_enterprise;
pub use empty::empty;
pub use legacy_2023::legacy_2023;
pub use odd_shapes::odd_shapes;
pub use prepaid::prepaid;

use serde_json::{Map, Value};

use crate::world::{Organization, User, World};

/// The e-mail address of [`ada`], who owns one organisation of each kind.
pub const ADA: &str = "ada@example.com";
/// The e-mail address of [`bob`], who may not see his organisation's billing.
pub const BOB: &str = "bob@example.com";
/// The password of both.
pub const PASSWORD: &str = "correct horse battery staple";

/// The organisation of the [`prepaid()`] account; Ada's default.
pub const PREPAID: &str = "org-simulatedPrepaid";
/// The organisation of the [`arrears_enterprise()`] account.
pub const ARREARS_ENTERPRISE: &str = "org-simulatedEnterprise";
/// The organisation of the [`legacy_2023()`] account.
pub const LEGACY_2023: &str = "org-simulatedLegacy";
/// The organisation of the [`empty()`] account.
pub const EMPTY: &str = "org-simulatedEmpty";
/// The organisation of the [`odd_shapes()`] account.
pub const ODD_SHAPES: &str = "org-simulatedOdd";
/// Bob's organisation, where he is a reader.
pub const READERS: &str = "org-simulatedReaders";

/// A world with [`ada`] and [`bob`] in it.
#[must_use]
pub fn world() -> World {
    World::new(vec![ada(), bob()])
}

/// The owner of one organisation of each kind.
#[must_use]
pub fn ada() -> User {
    User::new(
        ADA,
        PASSWORD,
        vec![
            Organization { personal: true, ..Organization::new(PREPAID, "Ada Personal", prepaid()) },
            Organization::new(ARREARS_ENTERPRISE, "Analytical Engines", arrears_enterprise()),
            Organization::new(LEGACY_2023, "Since 2023", legacy_2023()),
            Organization::new(EMPTY, "Nothing Yet", empty()),
            Organization::new(ODD_SHAPES, "Odd Shapes", odd_shapes()),
        ],
    )
}

/// A member without the right to see billing.
#[must_use]
pub fn bob() -> User {
    User::new(BOB, PASSWORD, vec![Organization::new(READERS, "Readers", prepaid()).seen_by_a_reader()])
}

/// The fields of a JSON object; nothing for any other value.
fn fields(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
