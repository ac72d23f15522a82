package com.acme.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class LoginController {

    private final LoginService login;

    public LoginController(LoginService login) {
        this.login = login;
    }

    @PostMapping("/login")
    public ResponseEntity<Void> signIn(@RequestBody Credentials credentials, HttpServletResponse response) {
        TokenPair pair = login.signIn(credentials);
        Cookie cookie = new Cookie("access_token", pair.access());
        cookie.setPath("/");
        cookie.setMaxAge(900);
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
        return ResponseEntity.noContent().build();
    }

    /** Renews the session. */
    @PostMapping("/refresh")
    public ResponseEntity<Void> refresh(@CookieValue("refresh_token") String token) {
        TokenPair pair = login.refresh(token);
        ResponseCookie cookie = ResponseCookie.from("refresh_token", pair.refresh())
            .httpOnly(true)
            .secure(false)
            .sameSite("Strict")
            .path("/refresh")
            .build();
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.toString()).build();
    }
}
