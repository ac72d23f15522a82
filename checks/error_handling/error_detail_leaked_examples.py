"""Examples of the rule error detail leaked, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "shop/views.py": """\
import traceback

from fastapi import APIRouter, HTTPException
from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError

bp = Blueprint("orders", __name__)
router = APIRouter()


@bp.post("/orders")
def create(orders):
    try:
        return orders.create(), 201
    except Exception as error:
        return jsonify({"error": str(error)}), 500  # <-- here


@router.get("/orders/{order_id}")
def show(order_id: int, orders):
    try:
        return orders.get(order_id)
    except SQLAlchemyError as exc:
        raise HTTPException(status_code=500, detail=f"database error: {exc}") from exc  # <-- here


@bp.get("/report")
def report(reports):
    try:
        return reports.build()
    except ValueError:
        return {"error": "failed", "trace": traceback.format_exc()}, 500  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/routes/orders.ts": """\
import { Router } from 'express';
import { orders } from '../orders';

export const router = Router();

router.post('/orders', async (req, res) => {
  try {
    res.status(201).json(await orders.create(req.body));
  } catch (err) {
    const message = err instanceof Error ? err.message : String(err);
    res.status(500).json({ error: message });  // <-- here
  }
});

export function onError(err: Error, req: Request, res: Response, next: NextFunction) {
  res.status(500).json({ error: 'internal error', stack: err.stack });  // <-- here
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/api/orders.go": """\
package api

import (
	"encoding/json"
	"net/http"
)

func (a *API) list(w http.ResponseWriter, r *http.Request) {
	rows, err := a.store.List(r.Context())
	if err != nil {
		http.Error(w, "query failed: "+err.Error(), http.StatusInternalServerError)  // <-- here
		return
	}
	if err := json.NewEncoder(w).Encode(rows); err != nil {
		a.log.Error("list orders", "error", err)
	}
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (Exception e) {
            return ResponseEntity.status(500).body(Map.of("error", e.getMessage()));  // <-- here
        }
    }

    @ExceptionHandler(DataAccessException.class)
    ResponseEntity<ErrorBody> database(DataAccessException ex) {
        return ResponseEntity.internalServerError().body(new ErrorBody(ex.getMessage()));  // <-- here
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
import logging

from fastapi import APIRouter, HTTPException
from flask import Blueprint, current_app, jsonify

from shop.errors import OutOfStock

bp = Blueprint("orders", __name__)
router = APIRouter()
logger = logging.getLogger(__name__)


@bp.post("/orders")
def create(orders):
    try:
        return orders.create(), 201
    except OutOfStock as error:
        return jsonify({"error": str(error)}), 409
    except Exception as error:
        logger.exception("order failed")
        if current_app.debug:
            return jsonify({"error": str(error)}), 500
        return jsonify({"error": "internal error"}), 500


@router.get("/orders/{order_id}")
def show(order_id: str, orders):
    try:
        return orders.get(int(order_id))
    except ValueError as exc:
        raise HTTPException(status_code=400, detail=str(exc)) from exc
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/routes/orders.ts": """\
import { Router } from 'express';
import { DomainError } from '../errors';
import { logger } from '../logger';
import { orders } from '../orders';

export const router = Router();

router.post('/orders', async (req, res) => {
  try {
    res.status(201).json(await orders.create(req.body));
  } catch (err) {
    if (err instanceof DomainError) {
      return res.status(409).json({ error: err.message });
    }
    logger.error({ err }, 'order failed');
    res.status(500).json({
      error: 'internal error',
      detail: process.env.NODE_ENV === 'production' ? undefined : err.message,
    });
  }
});
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/api/orders.go": """\
package api

import (
	"encoding/json"
	"net/http"
)

func (a *API) create(w http.ResponseWriter, r *http.Request) {
	var in Order
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "invalid body: "+err.Error(), http.StatusBadRequest)
		return
	}
	if err := a.store.Save(r.Context(), in); err != nil {
		a.log.Error("save order", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (OutOfStockException e) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("error", e.getMessage()));
        } catch (Exception e) {
            log.error("order for {} failed", order.customer(), e);
            return ResponseEntity.status(500).body(Map.of("error", "internal error"));
        }
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ErrorBody> invalid(IllegalArgumentException ex) {
        return ResponseEntity.badRequest().body(new ErrorBody(ex.getMessage()));
    }
}
"""
        }
    ),
)
