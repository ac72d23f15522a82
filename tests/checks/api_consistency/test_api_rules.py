"""Realistic changes of whole services: what is found, where, and what stays silent."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

from checks.changes import in_memory
from checks.engine import review
from checks.report import Report
from checks.rules import load_rules

_FAMILY = [r for r in load_rules() if r.startswith("api-consistency/")]

_spec = importlib.util.spec_from_file_location("api_services", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
services = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(services)

Files = dict[str, str]


def _review(base: Files, head: Files) -> Report:
    report = review(in_memory(head, base), only=_FAMILY)
    assert report.errors == ()
    return report


def _found(base: Files, head: Files) -> list[tuple[str, str, int]]:
    return [(f.rule.partition("/")[2], f.path, f.line) for f in _review(base, head).findings]


def _rules(base: Files, head: Files) -> set[str]:
    return {f.rule.partition("/")[2] for f in _review(base, head).findings}


def _line(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)


# --- clean changes ------------------------------------------------------------------------------------------------


def test_a_new_flask_resource_in_the_house_style_is_silent(flask_service: Files) -> None:
    names = (*services.NAMES, "credit-notes")
    head = {
        **flask_service,
        "app/__init__.py": services.flask_app(*names),
        "app/api/credit_notes.py": services.flask_module("credit-notes"),
    }
    report = _review(flask_service, head)
    assert report.findings == ()
    assert report.sites["api-consistency/path-style"] == {"python": 4}
    assert report.sites["api-consistency/missing-pagination"] == {"python": 1}
    assert report.sites["api-consistency/error-format"] == {"python": 2}


def test_a_new_nest_resource_in_the_house_style_is_silent(nest_service: Files) -> None:
    assert _found(nest_service, {**nest_service, **services.nest_files("credit-notes")}) == []


def test_a_new_go_resource_in_the_house_style_is_silent(go_service: Files) -> None:
    names = (*services.NAMES, "credit-notes")
    head = {
        **go_service,
        "internal/api/routes.go": services.go_routes(*names),
        "internal/api/credit_notes.go": services.go_handlers("credit-notes"),
    }
    report = _review(go_service, head)
    assert report.findings == ()
    assert report.sites["api-consistency/path-style"] == {"go": 2}


def test_renamed_handlers_parameters_and_files_are_silent(flask_service: Files) -> None:
    head = dict(flask_service)
    text = head.pop("app/api/orders.py")
    head["app/api/order_routes.py"] = text.replace("get_orders", "show_order").replace("item_id", "order_id")
    head["app/__init__.py"] = head["app/__init__.py"].replace(
        "from app.api import orders", "from app.api import order_routes as orders"
    )
    assert _found(flask_service, head) == []


def test_a_refactoring_into_a_service_is_silent(nest_service: Files) -> None:
    path = "src/orders/orders.controller.ts"
    head = {
        **nest_service,
        path: nest_service[path].replace(
            "const found = await", "// looked up by id\n    const found = await"
        ),
    }
    assert _found(nest_service, head) == []


def test_an_additional_serializer_field_and_action_are_silent(drf_service: Files) -> None:
    head = {
        **drf_service,
        "store/serializers.py": drf_service["store/serializers.py"].replace(
            "'note',\n", "'note',\n            'total',\n", 1
        ),
        "store/views.py": drf_service["store/views.py"].replace(
            "    serializer_class = OrdersSerializer\n",
            "    serializer_class = OrdersSerializer\n\n    @action(detail=True, methods=['post'])\n"
            "    def cancel(self, request, pk=None):\n        return Response(status=202)\n\n",
        ),
    }
    assert _found(drf_service, head) == []


def test_a_whole_new_service_without_siblings_has_no_style_to_break(flask_service: Files) -> None:
    assert _rules({"README.md": "x\n"}, {"README.md": "x\n", **flask_service}) == set()


def test_a_service_in_another_folder_is_judged_by_its_own_style(
    flask_service: Files, nest_service: Files
) -> None:
    base = {f"py/{p}": t for p, t in flask_service.items()} | {f"ts/{p}": t for p, t in nest_service.items()}
    head = base | {f"ts/{p}": t for p, t in services.nest_files("credit-notes").items()}
    assert _found(base, head) == []


def test_exports_summaries_and_lists_of_one_parent_need_no_pages(flask_service: Files) -> None:
    path = "app/api/orders.py"
    head = {
        **flask_service,
        path: flask_service[path]
        + '\n\n@bp.route("/orders/summary")\ndef summary():\n    found = session.query(Order).all()\n'
        + '    return jsonify({"total": sum(o.total for o in found)})\n'
        + '\n\n@bp.route("/orders/export")\ndef export():\n    return send_csv(session.query(Order).all())\n'
        + '\n\n@bp.route("/orders/<int:item_id>/lines")\ndef lines(item_id):\n'
        + "    found = session.query(Line).filter_by(order_id=item_id).all()\n"
        + '    return jsonify({"items": [f.to_dict() for f in found], "page": 1})\n',
    }
    assert _found(flask_service, head) == []


def test_operational_routes_are_no_part_of_the_style(flask_service: Files) -> None:
    head = {
        **flask_service,
        "app/__init__.py": flask_service["app/__init__.py"].replace(
            "    return app\n",
            "    @app.route('/healthz')\n    def health():\n        return {'status': 'ok'}\n\n"
            "    @app.route('/webhooks/stripeEvents', methods=['POST'])\n    def stripe():\n        return '', 200\n\n"
            "    @app.route('/auth/login', methods=['POST'])\n    def login():\n        return {'token': make()}\n\n    return app\n",
        ),
    }
    assert _found(flask_service, head) == []


def test_handlers_moved_to_another_module_are_silent(flask_service: Files) -> None:
    text = flask_service["app/api/orders.py"]
    start = text.index('@bp.route("/orders", methods=["POST"])')
    head = {
        **flask_service,
        "app/api/orders.py": text[:start].rstrip("\n") + "\n\n\nfrom app.api import order_writes  # noqa\n",
        "app/api/order_writes.py": "from app.api.orders import bp\nfrom flask import jsonify, request\n\n\n"
        + text[start:],
    }
    assert _found(flask_service, head) == []


def test_a_deprecated_route_may_go(flask_service: Files) -> None:
    path = "app/api/orders.py"
    old = "\n\n# Deprecated: sunset 2020-01-01, use /orders\n@bp.route('/orders/old')\ndef old():\n    return {}\n"
    base = {**flask_service, path: flask_service[path] + old}
    assert _found(base, flask_service) == []


# --- flawed changes -----------------------------------------------------------------------------------------------


def test_a_flask_blueprint_outside_the_version_is_found_at_its_registration(flask_service: Files) -> None:
    text = services.flask_app(*services.NAMES, "refunds").replace(
        "refunds.bp, url_prefix='/api/v1'", "refunds.bp, url_prefix='/api'"
    )
    head = {**flask_service, "app/__init__.py": text, "app/api/refunds.py": services.flask_module("refunds")}
    assert _found(flask_service, head) == [("version-prefix", "app/__init__.py", _line(text, "refunds.bp"))]


def test_a_flask_list_without_pages_is_found(flask_service: Files) -> None:
    path = "app/api/orders.py"
    head = {
        **flask_service,
        path: flask_service[path]
        + '\n\n@bp.route("/orders/open", methods=["GET"])\ndef open_orders():\n'
        + '    found = session.query(Order).filter_by(state="open").all()\n'
        + '    return jsonify({"items": [f.to_dict() for f in found], "page": 1})\n',
    }
    report = _review(flask_service, head)
    assert [(f.rule, f.line) for f in report.findings] == [
        ("api-consistency/missing-pagination", _line(head[path], "/orders/open"))
    ]
    (finding,) = report.findings
    assert "7 of 7 list endpoints here page with `page`/`per_page`" in finding.message
    assert 2 <= len(finding.evidence) <= 4


def test_an_unlike_error_and_status_are_found_on_their_lines(flask_service: Files) -> None:
    path = "app/api/orders.py"
    head = {
        **flask_service,
        path: flask_service[path]
        + '\n\n@bp.route("/orders/<int:item_id>/notes", methods=["POST"])\ndef add_note(item_id):\n'
        + "    if session.get(Order, item_id) is None:\n"
        + '        return jsonify({"message": "no order"}), 404\n'
        + '    note = Note(text=request.get_json()["text"])\n    session.add(note)\n    session.commit()\n'
        + '    return jsonify({"id": note.id})\n',
    }
    assert _found(flask_service, head) == [
        ("error-format", path, _line(head[path], "no order")),
        ("status-code", path, _line(head[path], '{"id": note.id}')),
    ]


def test_a_removed_flask_route_is_found_next_to_where_it_stood(flask_service: Files) -> None:
    path = "app/api/orders.py"
    text = flask_service[path]
    start = text.index('@bp.route("/orders/<int:item_id>", methods=["DELETE"])')
    head = {**flask_service, path: text[:start].rstrip("\n") + "\n"}
    report = _review(flask_service, head)
    (finding,) = report.findings
    assert finding.rule == "api-consistency/breaking-change"
    assert finding.path == path
    assert finding.line == head[path].count("\n")
    assert "DELETE /api/v1/orders/<int:item_id>" in finding.message


def test_a_deleted_module_is_told_once_on_its_first_line(flask_service: Files) -> None:
    head = {p: t for p, t in flask_service.items() if p != "app/api/products.py"}
    head["app/__init__.py"] = services.flask_app(*(n for n in services.NAMES if n != "products"))
    assert _found(flask_service, head) == [("breaking-change", "app/api/products.py", 1)]


def test_a_moved_prefix_is_told_once_at_the_mount(flask_service: Files) -> None:
    head = {
        **flask_service,
        "app/__init__.py": flask_service["app/__init__.py"].replace(
            "orders.bp, url_prefix='/api/v1'", "orders.bp, url_prefix='/api/v2'", 1
        ),
    }
    assert _found(flask_service, head) == [
        ("breaking-change", "app/__init__.py", _line(head["app/__init__.py"], "/api/v2"))
    ]


def test_a_renamed_key_of_an_answer_is_found(flask_service: Files) -> None:
    path = "app/api/orders.py"
    head = {**flask_service, path: flask_service[path].replace('"created_at": found', '"createdAt": found')}
    report = _review(flask_service, head)
    assert [(f.rule, f.line) for f in report.findings] == [
        ("api-consistency/breaking-change", _line(head[path], "createdAt"))
    ]
    assert "`created_at`" in report.findings[0].message


def test_a_required_dto_field_and_a_removed_one_are_found(nest_service: Files) -> None:
    path = "src/orders/orders.dto.ts"
    text = (
        nest_service[path]
        .replace("  createdAt: string;\n", "")
        .replace("  @IsOptional()\n  note?: string;", "  @IsString()\n  note: string;")
    )
    assert _found(nest_service, {**nest_service, path: text}) == [
        ("breaking-change", path, _line(text, "  name: string;")),
        ("breaking-change", path, _line(text, "@IsString()\n".strip()) + 3),
    ]


def test_a_nest_controller_in_another_case_is_found_once_at_the_controller(nest_service: Files) -> None:
    files = services.nest_files("credit-notes")
    path = "src/credit-notes/credit-notes.controller.ts"
    files[path] = files[path].replace("@Controller('credit-notes')", "@Controller('creditNotes')")
    assert _found(nest_service, {**nest_service, **files}) == [
        ("path-style", path, _line(files[path], "@Controller"))
    ]


def test_a_go_error_in_plain_text_is_found(go_service: Files) -> None:
    path = "internal/api/orders.go"
    head = {
        **go_service,
        path: go_service[path]
        + "\nfunc (s *Server) orderLabel(w http.ResponseWriter, r *http.Request) {\n"
        + '\thttp.Error(w, "no such order", http.StatusNotFound)\n}\n',
        "internal/api/routes.go": go_service["internal/api/routes.go"].replace(
            '\t\t\tr.Get("/{id}", s.getOrders)\n',
            '\t\t\tr.Get("/{id}", s.getOrders)\n\t\t\tr.Get("/{id}/label", s.orderLabel)\n',
        ),
    }
    assert _found(go_service, head) == [("error-format", path, _line(head[path], "http.Error"))]


def test_a_go_list_without_a_limit_is_found_at_its_registration(go_service: Files) -> None:
    head = {
        **go_service,
        "internal/api/orders.go": go_service["internal/api/orders.go"]
        + "\nfunc (s *Server) openOrders(w http.ResponseWriter, r *http.Request) {\n"
        + "\trows, _ := s.db.QueryContext(r.Context(), \"SELECT id, name FROM orders WHERE state = 'open'\")\n"
        + '\twriteJSON(w, http.StatusOK, map[string]any{"data": scan(rows), "next_cursor": ""})\n}\n',
        "internal/api/routes.go": go_service["internal/api/routes.go"].replace(
            '\t\t\tr.Get("/{id}", s.getOrders)\n',
            '\t\t\tr.Get("/{id}", s.getOrders)\n\t\t\tr.Get("/open", s.openOrders)\n',
        ),
    }
    assert _found(go_service, head) == [
        ("missing-pagination", "internal/api/routes.go", _line(head["internal/api/routes.go"], "openOrders"))
    ]


def test_a_lost_serializer_field_is_found_where_it_stood(drf_service: Files) -> None:
    head = {
        **drf_service,
        "store/serializers.py": drf_service["store/serializers.py"].replace("            'note',\n", "", 1),
    }
    assert _found(drf_service, head) == [
        ("breaking-change", "store/serializers.py", _line(head["store/serializers.py"], "'name',"))
    ]


def test_a_view_set_without_pages_is_found_at_its_registration(drf_service: Files) -> None:
    urls = drf_service["store/urls.py"].replace(
        "urlpatterns =", "router.register(r'refunds', views.RefundsViewSet)\nurlpatterns ="
    )
    head = {
        **drf_service,
        "store/urls.py": urls,
        "store/views.py": drf_service["store/views.py"]
        + "class RefundsViewSet(viewsets.ReadOnlyModelViewSet):\n    queryset = Refund.objects.all()\n"
        + "    serializer_class = RefundsSerializer\n    pagination_class = None\n",
    }
    assert _found(drf_service, head) == [("missing-pagination", "store/urls.py", _line(urls, "refunds"))]


def test_a_file_that_no_longer_parses_is_not_taken_for_removed_routes(flask_service: Files) -> None:
    path = "app/api/orders.py"
    head = {**flask_service, path: flask_service[path][: len(flask_service[path]) // 3] + "\ndef broken(:\n"}
    assert _rules(flask_service, head) <= {"error-format"}


# --- speed --------------------------------------------------------------------------------------------------------


def test_a_base_of_a_few_hundred_route_files_is_read_quickly() -> None:
    names = [f"things-{n}s" for n in range(300)]
    base = {
        "requirements.txt": "flask\n",
        "app/__init__.py": services.flask_app(*names),
        **{f"app/api/{n.replace('-', '_')}.py": services.flask_module(n) for n in names},
    }
    path = "app/api/things_0s.py"
    head = {**base, path: base[path] + '\n\n@bp.route("/orderHistory")\ndef history():\n    return {}\n'}
    started = time.perf_counter()
    rules = _rules(base, head)
    took = time.perf_counter() - started
    assert rules == {"path-style"}
    assert took < 12, took
