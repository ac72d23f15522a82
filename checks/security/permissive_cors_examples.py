"""Examples of permissive-cors in Java."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/CorsConfig.java": """\
package shop;

import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

class CorsConfig {
    CorsConfiguration source() {
        CorsConfiguration config = new CorsConfiguration();
        config.setAllowedOriginPatterns(List.of("*"));  // <-- here
        config.setAllowCredentials(true);
        return config;
    }

    void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true);  // <-- here
    }

    @CrossOrigin(originPatterns = "*", allowCredentials = "true")  // <-- here
    @GetMapping("/me")
    User me() {
        return current();
    }

    void filter(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));  // <-- here
        response.setHeader("Access-Control-Allow-Credentials", "true");
    }
}
"""
        },
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/CorsConfig.java": """\
package shop;

import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

class CorsConfig {
    CorsConfiguration source() {
        CorsConfiguration config = new CorsConfiguration();
        config.setAllowedOrigins(List.of("https://shop.example.com"));
        config.setAllowCredentials(true);
        return config;
    }

    void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/public/**").allowedOrigins("*");
    }

    @CrossOrigin
    @GetMapping("/prices")
    List<Price> prices() {
        return all();
    }

    void filter(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (ALLOWED.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }
}
"""
        },
    ),
)
