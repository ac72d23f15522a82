package com.acme.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
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
        cookie.setSecure(true);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
        Cookie locale = new Cookie("locale", credentials.locale());
        locale.setMaxAge(31_536_000);
        response.addCookie(locale);
        return ResponseEntity.noContent()
            .header(HttpHeaders.SET_COOKIE, refreshCookie(pair.refresh()).toString())
            .build();
    }

    /** Ends the session. */
    @PostMapping("/logout")
    public ResponseEntity<Void> signOut() {
        ResponseCookie gone = ResponseCookie.from("access_token", "").path("/").maxAge(0).build();
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, gone.toString()).build();
    }

    private static ResponseCookie refreshCookie(String value) {
        return ResponseCookie.from("refresh_token", value)
            .httpOnly(true)
            .secure(true)
            .sameSite("Strict")
            .path("/refresh")
            .maxAge(Duration.ofDays(14))
            .build();
    }
}
