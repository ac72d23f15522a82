"""Examples of debug-in-production in Java."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/SecurityConfig.java": """\
package shop;

import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;

@Configuration
@EnableWebSecurity(debug = true)  // <-- here
class SecurityConfig {
    static {
        System.setProperty("server.error.include-stacktrace", "always");  // <-- here
    }
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/SecurityConfig.java": """\
package shop;

import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;

@Configuration
@EnableWebSecurity
class SecurityConfig {
    void errors(ErrorHandler errorHandler, Environment environment) {
        errorHandler.setShowStacks(false);
        if (environment.acceptsProfiles("dev")) {
            errorHandler.setShowStacks(true);
        }
        System.setProperty("file.encoding", "UTF-8");
    }
}
"""
        },
        sites=2,
    ),
)
