#![deny(missing_docs)]
//! The gateway.

/// Limits of a route.
pub struct Limits {
    /// Requests a second.
    pub per_second: u32,
}
