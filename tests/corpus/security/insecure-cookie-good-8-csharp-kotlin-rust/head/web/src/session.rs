use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

pub const NAME: &str = "session_id";

pub fn id_of(jar: &CookieJar) -> Option<String> {
    jar.get(NAME).map(|cookie| cookie.value().to_owned())
}

/// Adds the cookie of a new session.
pub fn start(jar: CookieJar, id: String, secure: bool) -> CookieJar {
    let cookie = Cookie::build((NAME, id))
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .build();
    jar.add(cookie)
}

/// Removes it again.
pub fn end(jar: CookieJar) -> CookieJar {
    jar.remove(Cookie::from(NAME))
}
