use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

pub const NAME: &str = "session_id";

pub fn id_of(jar: &CookieJar) -> Option<String> {
    jar.get(NAME).map(|cookie| cookie.value().to_owned())
}
