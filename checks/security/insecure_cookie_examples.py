"""Examples of insecure-cookie in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Login.java": """\
package shop;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseCookie;

class Login {
    void login(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("session", token);  // <-- here
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
        response.addCookie(new Cookie("theme", "dark"));
    }

    ResponseCookie remember(String token) {
        return ResponseCookie.from("remember_token", token)
            .httpOnly(true)
            .secure(false)  // <-- here
            .sameSite("Lax")
            .build();
    }
}
"""
        },
    ),
    Example(
        {
            "Shop/Login.cs": """\
public class Login
{
    public void Run(HttpResponse response, string token)
    {
        response.Cookies.Append("session", token);  // <-- here
        response.Cookies.Append("refresh_token", token, new CookieOptions
        {
            HttpOnly = false,  // <-- here
            Secure = true,
            SameSite = SameSiteMode.Lax,
        });
        response.Cookies.Append("theme", "dark");
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "app/controllers/sessions_controller.rb": """\
class SessionsController < ApplicationController
  def create
    cookies[:auth_token] = issue(params[:email]) # <-- here
    cookies.signed[:session_id] = { value: session_id, httponly: true } # <-- here
    cookies[:theme] = "dark"
  end
end
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/Login.php": """\
<?php

function login(string $token): void
{
    setcookie('session', $token, time() + 3600, '/');  // <-- here
    setcookie('auth_token', $token, ['httponly' => true, 'secure' => false]);  // <-- here
    ini_set('session.cookie_httponly', '0');  // <-- here
    setcookie('theme', 'dark');
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/main/kotlin/shop/Login.kt": """\
package shop

import io.ktor.http.Cookie

suspend fun login(call: ApplicationCall, token: String) {
    call.response.cookies.append("session", token, httpOnly = true)  // <-- here
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/login.rs": """\
use axum_extra::extract::cookie::{Cookie, CookieJar};

pub fn login(jar: CookieJar, token: String) -> CookieJar {
    jar.add(Cookie::new("session", token)) // <-- here
}
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Login.java": """\
package shop;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseCookie;

class Login {
    void login(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("session", token);
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
    }

    void logout(HttpServletResponse response) {
        Cookie cookie = new Cookie("session", "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    ResponseCookie remember(String token, Settings settings) {
        return ResponseCookie.from("remember_token", token)
            .httpOnly(true)
            .secure(settings.isSecure())
            .sameSite("Lax")
            .build();
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "Shop/Login.cs": """\
public class Login
{
    public void Run(HttpResponse response, string token)
    {
        var options = new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict };
        response.Cookies.Append("session", token, options);
        response.Cookies.Append("lang", "en");
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/controllers/sessions_controller.rb": """\
class SessionsController < ApplicationController
  def create
    cookies.encrypted[:auth_token] = { value: token, httponly: true, secure: true }
    cookies[:theme] = "dark"
    session[:user_id] = user.id
  end
end
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/Login.php": """\
<?php

setcookie('session', $token, ['secure' => true, 'httponly' => true, 'samesite' => 'Lax']);
setcookie('session', $token, time() + 3600, '/', '', true, true);
setcookie('session', '', time() - 3600);
setcookie('lang', 'en');
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/main/kotlin/shop/Login.kt": """\
package shop

import jakarta.servlet.http.Cookie

fun sessionCookie(token: String): Cookie =
    Cookie("session", token).apply {
        secure = true
        isHttpOnly = true
    }
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/login.rs": """\
use axum_extra::extract::cookie::{Cookie, SameSite};

pub fn session(token: String) -> Cookie<'static> {
    Cookie::build(("session", token)).http_only(true).secure(true).same_site(SameSite::Lax).build()
}
"""
        },
        sites=1,
    ),
)
