"""Examples of debug-in-production in Java, Go and settings files."""

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
    Example(
        {
            "src/main/resources/application.properties": """\
server.port=8080
server.error.include-stacktrace=always  # <-- here
""",
            "billing/src/main/resources/application.yml": """\
server:
  port: 8080
  error:
    include-stacktrace: always  # <-- here
---
spring:
  config:
    activate:
      on-profile: local
  h2:
    console:
      enabled: true
""",
            "cmd/api/main.go": """\
package main

import (
	"github.com/gin-contrib/pprof"
	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.Default()
	pprof.Register(r) // <-- here
	r.Run(":8080")
}
""",
        },
        sites=4,
    ),
)

GOOD = (
    Example(
        {
            "src/main/resources/application-dev.yml": """\
server:
  error:
    include-stacktrace: always
""",
            "cmd/api/main.go": """\
package main

import (
	"net/http"
	"os"

	"github.com/gin-contrib/pprof"
	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.Default()
	if os.Getenv("APP_ENV") == "development" {
		pprof.Register(r)
	}
	admin := r.Group("/admin", requireAdmin)
	pprof.RouteRegister(admin)
	server := &http.Server{Addr: ":8080", Handler: r}
	server.ListenAndServe()
}
""",
        },
        sites=1,
    ),
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
