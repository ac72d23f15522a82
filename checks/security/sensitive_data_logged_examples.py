"""Examples of sensitive-data-logged in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/LoginController.java": """\
package shop;

import lombok.extern.slf4j.Slf4j;
import org.springframework.web.bind.annotation.*;

@Slf4j
@RestController
class LoginController {
    @PostMapping("/login")
    Session login(@RequestBody LoginRequest request) {
        log.debug("login {}", request);  // <-- here
        log.info("login of {} with {}", request.getEmail(), request.getPassword());  // <-- here
        String token = issue(request.getEmail());
        log.info("issued " + token);  // <-- here
        return new Session(token);
    }

    @GetMapping("/me")
    void me(HttpServletRequest http) {
        log.debug(String.format("header %s", http.getHeader("Authorization")));  // <-- here
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "Shop/LoginController.cs": """\
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

public class LoginController : ControllerBase
{
    private readonly ILogger<LoginController> _logger;

    [HttpPost("login")]
    public IActionResult Login(string email, string password)
    {
        _logger.LogInformation("Login of {Email} with {Password}", email, password);  // <-- here
        var accessToken = Issue(email);
        _logger.LogDebug($"issued {accessToken}");  // <-- here
        return Ok(accessToken);
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
  def login
    Rails.logger.info "login #{params[:email]} #{params[:password]}" # <-- here
    Rails.logger.debug(params.inspect) # <-- here
    token = issue(params[:email])
    logger.info("issued #{token}") # <-- here
  end
end
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/LoginController.php": """\
<?php

use Illuminate\\Support\\Facades\\Log;

class LoginController
{
    public function login(Request $request)
    {
        Log::info('login', ['email' => $request->email, 'password' => $request->password]);  // <-- here
        Log::debug('body', $request->all());  // <-- here
        $token = $this->issue($request->email);
        error_log('issued ' . $token);  // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/Login.kt": """\
package shop

class Login {
    private val logger = KotlinLogging.logger {}

    fun login(email: String, password: String) {
        logger.info { "login of $email with $password" }  // <-- here
        val accessToken = issue(email)
        logger.debug("issued {}", accessToken)  // <-- here
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/login.rs": """\
use tracing::{debug, info};

pub fn login(email: &str, password: &str) -> String {
    info!("login {} {}", email, password); // <-- here
    let access_token = issue(email);
    debug!(token = %access_token, "issued"); // <-- here
    access_token
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/LoginController.java": """\
package shop;

import lombok.extern.slf4j.Slf4j;
import org.springframework.web.bind.annotation.*;

@Slf4j
@RestController
class LoginController {
    @PostMapping("/login")
    void login(@RequestBody LoginRequest request) {
        log.info("login of {}", request.getEmail());
        log.info("has password: {}", request.getPassword() != null);
        log.info("token of {} characters", request.getToken().length());
        log.info("token {}", mask(request.getToken()));
        log.warn("password reset failed for {}", request.getEmail());
        log.info("used {} tokens, type {}", usage.getTotalTokens(), token.getTokenType());
    }

}
""",
            "src/main/java/shop/OrderController.java": """\
package shop;

@Slf4j
@RestController
class OrderController {
    @PostMapping("/orders")
    void order(@RequestBody OrderRequest request) {
        log.debug("order {}", request);
    }
}
""",
        },
    ),
    Example(
        {
            "Shop/LoginController.cs": """\
public class LoginController
{
    private readonly ILogger<LoginController> _logger;

    public void Login(string email, string password, CancellationToken cancellationToken)
    {
        _logger.LogInformation("Login of {Email}", email);
        _logger.LogInformation("Password of {Length} characters", password.Length);
        _logger.LogWarning("Invalid token for {Email}", email);
        _logger.LogDebug("Cancelled {Cancelled}", cancellationToken.IsCancellationRequested);
    }
}
"""
        },
    ),
    Example(
        {
            "app/controllers/sessions_controller.rb": """\
class SessionsController < ApplicationController
  def login
    Rails.logger.info "login #{params[:email]}"
    Rails.logger.info "has token: #{token.present?}"
    Rails.logger.info "token #{token.last(4)}"
    Rails.logger.warn "password reset failed"
  end
end
"""
        },
    ),
    Example(
        {
            "src/LoginController.php": """\
<?php

use Illuminate\\Support\\Facades\\Log;

class LoginController
{
    public function login(Request $request)
    {
        Log::info('login', ['email' => $request->email, 'remember' => $request->remember]);
        Log::info('token ' . strlen($token));
        Log::info('token ' . $this->mask($token));
        Log::warning('Invalid password for ' . $request->email);
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/Login.kt": """\
package shop

class Login {
    private val logger = KotlinLogging.logger {}

    fun login(email: String, password: String, token: String) {
        logger.info { "login of $email" }
        logger.info { "token of ${token.length} characters" }
    }
}
"""
        },
    ),
    Example(
        {
            "src/login.rs": """\
use tracing::info;

pub fn login(email: &str, password: &str, token: &str) {
    info!("login {}", email);
    info!("password of {} characters", password.len());
    info!(tokens = usage.total_tokens, "used");
}
"""
        },
    ),
)
