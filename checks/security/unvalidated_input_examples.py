"""Examples of unvalidated-input in Java and Go."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/UserController.java": """\
package shop;

import org.springframework.beans.BeanUtils;
import org.springframework.web.bind.annotation.*;
import shop.model.User;

@RestController
class UserController {
    private final UserRepository userRepository;

    @PostMapping("/users")
    User create(@RequestBody User user) {
        return userRepository.save(user);  // <-- here
    }

    @PutMapping("/users/{id}")
    User update(@PathVariable long id, @RequestBody UserChange change) {
        User user = userRepository.getReferenceById(id);
        BeanUtils.copyProperties(change, user);  // <-- here
        return userRepository.save(user);
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/users/handler.go": """\
package users

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"shop/internal/models"
)

func (h *Handler) Create(w http.ResponseWriter, r *http.Request) {
	var user models.User
	if err := json.NewDecoder(r.Body).Decode(&user); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	h.db.Create(&user) // <-- here
}

func (h *Handler) Update(c *gin.Context) {
	var changes models.User
	if err := c.ShouldBindJSON(&changes); err != nil {
		c.Status(400)
		return
	}
	h.db.Model(&models.User{}).Where("id = ?", c.Param("id")).Updates(changes) // <-- here
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/UserController.java": """\
package shop;

import org.springframework.web.bind.annotation.*;
import shop.model.User;

@RestController
class UserController {
    private final UserRepository userRepository;
    private final UserService service;

    @PostMapping("/users")
    User create(@RequestBody NewUser body) {
        User user = new User(body.name(), body.email());
        return userRepository.save(user);
    }

    @PostMapping("/checked")
    User checked(@Valid @RequestBody User user) {
        return userRepository.save(user);
    }

    @PostMapping("/imports")
    void start(@RequestBody ImportRequest request) {
        service.update(request);
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "internal/users/handler.go": """\
package users

import (
	"encoding/json"
	"net/http"

	"shop/internal/models"
)

type createUserRequest struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

func (h *Handler) Create(w http.ResponseWriter, r *http.Request) {
	var body createUserRequest
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	user := models.User{Name: body.Name, Email: body.Email}
	h.db.Create(&user)
}
"""
        },
    ),
)
