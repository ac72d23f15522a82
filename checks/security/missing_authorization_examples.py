"""Examples of missing-authorization in Java."""

from __future__ import annotations

from checks.rules import Example

_BEFORE = """\
package shop;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/orders")
class OrderController {
    private final OrderService orders;

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    List<Order> list() {
        return orders.list();
    }

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    Order create(@RequestBody NewOrder order) {
        return orders.create(order);
    }
}
"""
_NEW = """\

    @DeleteMapping("/{id}")
    void delete(@PathVariable long id) {
        orders.delete(id);
    }
}
"""
_JAXRS = """\
package shop;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.*;

@Path("/items")
public class ItemResource {
    @GET
    @RolesAllowed("user")
    public List<Item> list() {
        return items.list();
    }

    @POST
    @RolesAllowed("admin")
    public Item create(NewItem item) {
        return items.create(item);
    }
"""

BAD = (
    Example(
        {
            "src/main/java/shop/OrderController.java": _BEFORE.rstrip()[:-2]
            + "\n"
            + _NEW.replace('@DeleteMapping("/{id}")', '@DeleteMapping("/{id}")  // <-- here')
        },
        base={"src/main/java/shop/OrderController.java": _BEFORE},
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/ItemResource.java": _JAXRS
            + """\

    @DELETE  // <-- here
    @Path("/{id}")
    public void remove(@PathParam("id") long id) {
        items.remove(id);
    }
}
"""
        },
        base={"src/main/java/shop/ItemResource.java": _JAXRS + "}\n"},
        sites=1,
    ),
)
_CLASS = _BEFORE.replace("@RestController\n", '@RestController\n@PreAuthorize("isAuthenticated()")\n')

GOOD = (
    Example(
        {"src/main/java/shop/OrderController.java": _CLASS.rstrip()[:-2] + "\n" + _NEW},
        base={"src/main/java/shop/OrderController.java": _CLASS},
        note="the class is guarded",
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/OrderController.java": _BEFORE.rstrip()[:-2]
            + "\n"
            + _NEW.replace(
                "@PathVariable long id", "@PathVariable long id, @AuthenticationPrincipal User user"
            )
        },
        base={"src/main/java/shop/OrderController.java": _BEFORE},
        note="the handler asks for the caller",
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/OrderController.java": _BEFORE.rstrip()[:-2]
            + "\n"
            + _NEW.replace('@DeleteMapping("/{id}")', '@PostMapping("/webhook")').replace(
                "void delete", "void webhook"
            )
        },
        base={"src/main/java/shop/OrderController.java": _BEFORE},
        note="a webhook",
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/CartController.java": """\
package shop;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/cart")
class CartController {
    @GetMapping
    Cart show() {
        return carts.show();
    }

    @PostMapping
    Cart add(@RequestBody NewItem item) {
        return carts.add(item);
    }
}
"""
        },
        note="none of the neighbours has a guard",
        sites=1,
    ),
)
