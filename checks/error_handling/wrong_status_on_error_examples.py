"""Examples of the rule wrong status on error, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "shop/views.py": """\
from flask import Blueprint, jsonify, request

bp = Blueprint("orders", __name__)


@bp.post("/orders")
def create():
    if not request.json.get("sku"):
        return jsonify({"error": "sku is missing"}), 500  # <-- here
    try:
        return save(request.json), 201
    except OutOfStock:
        return jsonify({"error": "out of stock"})  # <-- here


@bp.get("/orders/<int:order_id>")
def show(order_id):
    order = find(order_id)
    if order is None:
        return {"success": False, "message": "no such order"}  # <-- here
    return order.as_json()
""",
            "src/routes/orders.ts": """\
router.post('/orders', async (req, res) => {
  try {
    res.status(201).json(await orders.create(req.body));
  } catch (err) {
    logger.error(err);
    res.json({ error: 'order failed' });  // <-- here
  }
});

router.get('/orders/:id', async (req, res) => {
  const order = await orders.find(req.params.id);
  if (!order) {
    return res.status(200).json({ success: false, message: 'no such order' });  // <-- here
  }
  return res.json(order);
});
""",
            "internal/api/orders.go": """\
package api

func (a *API) create(w http.ResponseWriter, r *http.Request) {
	if err := a.store.Save(r.Context()); err != nil {
		json.NewEncoder(w).Encode(map[string]string{"error": "order failed"})  // <-- here
		return
	}
}

func (a *API) show(c *gin.Context) {
	order, err := a.store.Find(c.Param("id"))
	if err != nil {
		c.JSON(http.StatusOK, gin.H{"error": "no such order"})  // <-- here
		return
	}
	c.JSON(http.StatusOK, order)
}
""",
        },
        sites=7,
    ),
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        if (order.sku().isBlank()) {
            return ResponseEntity.status(500).body("sku is missing");  // <-- here
        }
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (OutOfStockException e) {
            return ResponseEntity.ok(Map.of("error", "out of stock"));  // <-- here
        }
    }
}

@RestControllerAdvice
class Errors {
    @ExceptionHandler(OrderNotFoundException.class)
    ErrorBody missing(OrderNotFoundException ex) {
        return new ErrorBody("no such order");  // <-- here
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "shop/views.py": """\
from flask import Blueprint, jsonify, request

bp = Blueprint("orders", __name__)


@bp.post("/orders")
def create():
    if not request.json.get("sku"):
        return jsonify({"error": "sku is missing"}), 422
    try:
        return save(request.json), 201
    except OutOfStock:
        return jsonify({"error": "out of stock"}), 409
    except Exception:
        return jsonify(error="internal error"), 500


@bp.get("/jobs/<int:job_id>")
def job(job_id):
    found = find(job_id)
    return {"state": found.state, "error": found.error}


def as_row(order):
    return {"error": "no such order"}
""",
            "src/routes/orders.ts": """\
router.post('/orders', async (req, res) => {
  try {
    res.status(201).json(await orders.create(req.body));
  } catch (err) {
    logger.error(err);
    res.status(500).json({ error: 'order failed' });
  }
});

router.get('/orders/:id', async (req, res) => {
  const order = await orders.find(req.params.id);
  if (!order) {
    res.status(404);
    return res.json({ error: 'no such order' });
  }
  return res.json({ data: order, error: null });
});
""",
            "internal/api/orders.go": """\
package api

func (a *API) create(w http.ResponseWriter, r *http.Request) {
	if err := a.store.Save(r.Context()); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		json.NewEncoder(w).Encode(map[string]string{"error": "order failed"})
		return
	}
	w.Write([]byte("saved"))
}

func (a *API) show(c *gin.Context) {
	order, err := a.store.Find(c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "no such order"})
		return
	}
	c.JSON(http.StatusOK, order)
}
""",
        },
    ),
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        if (order.sku().isBlank()) {
            return ResponseEntity.badRequest().body("sku is missing");
        }
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (OutOfStockException e) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("error", "out of stock"));
        }
    }
}

@RestControllerAdvice
class Errors {
    @ResponseStatus(HttpStatus.NOT_FOUND)
    @ExceptionHandler(OrderNotFoundException.class)
    ErrorBody missing(OrderNotFoundException ex) {
        return new ErrorBody("no such order");
    }

    @ExceptionHandler(OrderException.class)
    ProblemDetail failed(OrderException ex) {
        return ProblemDetail.forStatus(HttpStatus.CONFLICT);
    }
}
"""
        }
    ),
)
