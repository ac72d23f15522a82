"""Services of many frameworks, as they are really laid out: every operation is read with its full path."""

from __future__ import annotations

import pytest

from checks.api_consistency.api import Model
from checks.api_consistency.sources import Sources
from checks.changes import in_memory
from checks.views import RepoView

SPRING = {
    "src/main/java/a/OrderApi.java": """
package a;
import org.springframework.web.bind.annotation.*;
@RequestMapping("/api/orders")
public interface OrderApi {
    @GetMapping("/{id}")
    OrderView one(@PathVariable("id") long id);
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    OrderView create(@RequestBody NewOrder body);
}
""",
    "src/main/java/a/OrderController.java": """
package a;
import org.springframework.web.bind.annotation.RestController;
@RestController
public class OrderController implements OrderApi {
    private final Orders orders;
    OrderController(Orders orders) { this.orders = orders; }
    @Override
    public OrderView one(long id) { return orders.one(id); }
    @Override
    public OrderView create(NewOrder body) { return orders.place(body); }
}
""",
    "src/main/java/a/ItemController.java": """
package a;
import org.springframework.web.bind.annotation.*;
import reactor.core.publisher.*;
@RestController
@RequestMapping(path = ApiPaths.BASE + "/items", produces = "application/json")
@RequiredArgsConstructor
class ItemController {
    private final ItemService items;
    @GetMapping(params = "state")
    Flux<ItemDto> list(@RequestParam(name = "state") String state) { return items.byState(state); }
    @GetMapping({"", "/"})
    Mono<PageDto<ItemDto>> page(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) { return items.page(page, size); }
    @RequestMapping(value = "/{id}", method = {RequestMethod.PUT, RequestMethod.PATCH})
    @ResponseStatus(code = HttpStatus.NO_CONTENT)
    Mono<Void> update(@PathVariable UUID id, @Validated @RequestBody ItemPatch patch) {
        return items.update(id, patch);
    }
    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable UUID id) {
        items.delete(id);
        return new ResponseEntity<>(HttpStatus.NO_CONTENT);
    }
    @GetMapping("/{id}")
    ItemDto get(@PathVariable UUID id) {
        return items.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no item"));
    }
}
class ApiPaths { static final String BASE = "/api"; }
record ItemPatch(@NotNull String name, @JsonProperty("unit_price") BigDecimal unitPrice) {}
""",
    "src/main/java/a/Routes.java": """
package a;
import org.springframework.web.reactive.function.server.*;
@Configuration
class Routes {
    @Bean
    RouterFunction<ServerResponse> routes(BookHandler handler) {
        return RouterFunctions.route()
            .path("/api/books", b -> b
                .GET("", handler::list)
                .GET("/{id}", handler::get)
                .POST("", handler::create))
            .build();
    }
}
""",
}

JAX_RS = {
    "src/main/java/b/UserResource.java": """
package b;
import javax.ws.rs.*;
import javax.ws.rs.core.*;
@Path("users")
@Produces("application/json")
public class UserResource {
    private final UserDao dao;
    public UserResource(UserDao dao) { this.dao = dao; }
    @GET
    public List<User> list(@QueryParam("limit") @DefaultValue("20") int limit, @QueryParam("offset") int offset) { return dao.list(limit, offset); }
    @POST
    public Response create(@Valid NewUser user, @Context UriInfo info) {
        long id = dao.insert(user);
        return Response.created(info.getAbsolutePathBuilder().path("" + id).build()).build();
    }
    @Path("{id}")
    @DELETE
    public void remove(@PathParam("id") long id) { dao.delete(id); }
    @GET
    @Path("{id}/visits")
    public User visits(@PathParam("id") long id) {
        User u = dao.get(id);
        if (u == null) throw new WebApplicationException("no user", 404);
        dao.recordVisit(id);
        return u;
    }
}
""",
}

ASPNET = {
    "Endpoints/OrderEndpoints.cs": """
namespace Shop.Endpoints;
public static class OrderEndpoints
{
    public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orders").WithTags("orders");
        group.MapGet("/", async (ShopDb db, int page = 1, int pageSize = 20) => await db.Orders.Skip((page-1)*pageSize).Take(pageSize).ToListAsync());
        group.MapGet("/{id:int}", async (int id, ShopDb db) => await db.Orders.FindAsync(id) is { } order ? Results.Ok(order) : Results.NotFound());
        group.MapPost("/", Create);
        group.MapDelete("/{id:int}", DeleteOrder).RequireAuthorization();
        return group;
    }
    static async Task<IResult> Create(NewOrder body, ShopDb db)
    {
        db.Orders.Add(new Order(body.Name));
        await db.SaveChangesAsync();
        return Results.Created($"/orders/{1}", body);
    }
    static async Task<IResult> DeleteOrder(int id, ShopDb db) { await db.Orders.Where(o => o.Id == id).ExecuteDeleteAsync(); return TypedResults.NoContent(); }
}
public record NewOrder(string Name, int? CustomerId);
""",
    "Program.cs": """
using Shop.Endpoints;
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
var api = app.MapGroup("/api/v1");
api.MapOrders();
app.MapGet("/health", () => Results.Ok());
app.Run();
""",
    "Controllers/UsersController.cs": """
using Microsoft.AspNetCore.Mvc;
namespace Shop.Controllers
{
    [ApiController]
    [ApiVersion("1.0")]
    [Route("api/v{version:apiVersion}/[controller]")]
    public class UsersController : ControllerBase
    {
        private readonly IUserService _users;
        public UsersController(IUserService users) { _users = users; }
        [HttpGet, Authorize]
        public async Task<ActionResult<IEnumerable<UserDto>>> GetAll([FromQuery] PagingQuery paging) => Ok(await _users.ListAsync(paging));
        [HttpPost]
        [ProducesResponseType(201)]
        public async Task<ActionResult<UserDto>> Post(CreateUserDto dto)
        {
            if (!ModelState.IsValid) return BadRequest(ModelState);
            var made = await _users.CreateAsync(dto);
            return CreatedAtAction(nameof(GetAll), new { id = made.Id }, made);
        }
    }
}
""",
}

GO = {
    "server.go": """
package main
import (
	"net/http"
	"github.com/gorilla/mux"
)
type server struct { router *mux.Router; store Store }
func newServer() *server {
	s := &server{router: mux.NewRouter()}
	s.routes()
	return s
}
func (s *server) routes() {
	api := s.router.PathPrefix("/api/v2").Subrouter()
	api.HandleFunc("/things", s.handleThingList()).Methods(http.MethodGet)
	api.HandleFunc("/things", s.handleThingCreate()).Methods("POST")
	api.Handle("/things/{id}", auth(s.handleThingGet())).Methods("GET")
}
func (s *server) handleThingList() http.HandlerFunc {
	type response struct { Items []Thing `json:"items"` }
	return func(w http.ResponseWriter, r *http.Request) {
		limit := r.URL.Query().Get("limit")
		things, err := s.store.ListThings(r.Context(), limit)
		if err != nil { http.Error(w, "boom", 500); return }
		json.NewEncoder(w).Encode(response{Items: things})
	}
}
func (s *server) handleThingCreate() http.HandlerFunc {
	type request struct { Name string `json:"name"` }
	return func(w http.ResponseWriter, r *http.Request) {
		var req request
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil { http.Error(w, "bad", http.StatusBadRequest); return }
		t, _ := s.store.CreateThing(r.Context(), req.Name)
		w.WriteHeader(http.StatusCreated)
		json.NewEncoder(w).Encode(t)
	}
}
func (s *server) handleThingGet() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { json.NewEncoder(w).Encode(1) }
}
""",
    "fib/main.go": """
package fib
import "github.com/gofiber/fiber/v2"
func Setup(app *fiber.App, h *Handler) {
	v1 := app.Group("/api/v1", logger())
	users := v1.Group("/users")
	users.Get("/", h.List)
	users.Post("/", h.Create)
	v1.Get("/orders/:id", func(c *fiber.Ctx) error { return c.Status(200).JSON(fiber.Map{"id": c.Params("id")}) })
}
func (h *Handler) List(c *fiber.Ctx) error {
	page := c.QueryInt("page", 1)
	rows, err := h.svc.ListUsers(page)
	if err != nil { return fiber.NewError(fiber.StatusInternalServerError, "x") }
	return c.JSON(fiber.Map{"data": rows, "page": page})
}
func (h *Handler) Create(c *fiber.Ctx) error {
	var in NewUser
	if err := c.BodyParser(&in); err != nil { return c.Status(fiber.StatusBadRequest).JSON(fiber.Map{"error": err.Error()}) }
	u, _ := h.svc.CreateUser(in)
	return c.Status(fiber.StatusCreated).JSON(u)
}
""",
    "ech/main.go": """
package ech
import ("net/http"; "github.com/labstack/echo/v4")
func New(svc *Service) *echo.Echo {
	e := echo.New()
	g := e.Group("/api")
	h := &PetHandler{svc: svc}
	h.RegisterRoutes(g.Group("/pets"))
	return e
}
type PetHandler struct { svc *Service }
func (h *PetHandler) RegisterRoutes(g *echo.Group) {
	g.GET("", h.list)
	g.DELETE("/:id", h.remove)
}
func (h *PetHandler) list(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]any{"pets": h.svc.All(c.QueryParam("cursor"))})
}
func (h *PetHandler) remove(c echo.Context) error {
	if err := h.svc.Delete(c.Param("id")); err != nil { return echo.NewHTTPError(http.StatusNotFound, "no pet") }
	return c.NoContent(http.StatusNoContent)
}
""",
}

PYTHON = {
    "app/main.py": """
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from app.notes import routes as note_routes, list_notes
app = Starlette(routes=[Mount("/api/v1", routes=[Mount("/notes", routes=note_routes), Route("/ping", list_notes)])])
""",
    "app/notes.py": """
from starlette.responses import JSONResponse
from starlette.routing import Route
async def list_notes(request):
    limit = int(request.query_params.get("limit", "50"))
    rows = await Note.objects.limit(limit).all()
    return JSONResponse({"items": rows})
async def create_note(request):
    body = await request.json()
    note = await Note.objects.create(**body)
    return JSONResponse({"id": note.id}, status_code=201)
routes = [Route("/", list_notes, methods=["GET"]), Route("/", create_note, methods=["POST"])]
""",
    "aio/server.py": """
from aiohttp import web
routes = web.RouteTableDef()
@routes.get("/api/tags")
async def tags(request):
    return web.json_response({"items": []})
@routes.post("/api/tags")
async def new_tag(request):
    data = await request.json()
    if "name" not in data:
        return web.json_response({"error": "name"}, status=422)
    await request.app["db"].execute("INSERT INTO tags (name) VALUES ($1)", data["name"])
    return web.json_response({"ok": True}, status=201)
async def one(request):
    raise web.HTTPNotFound(text="x")
def make():
    app = web.Application()
    app.add_routes(routes)
    app.router.add_get("/api/tags/{id}", one)
    app.add_routes([web.delete("/api/tags/{id}", one)])
    return app
""",
    "fl/views.py": """
from flask import Blueprint
from flask.views import MethodView
from flask_restful import Api, Resource
bp = Blueprint("x", __name__, url_prefix="/api")
api = Api(bp)
class ThingList(Resource):
    def get(self):
        return {"items": Thing.query.limit(50).all()}
    def post(self):
        db.session.add(Thing())
        db.session.commit()
        return {"id": 1}, 201
api.add_resource(ThingList, "/things")
class ItemView(MethodView):
    def get(self, item_id):
        return {}
bp.add_url_rule("/items/<int:item_id>", view_func=ItemView.as_view("item"))
""",
}

JAVASCRIPT = {
    "src/app.js": """
const express = require('express');
const app = express();
app.use('/api/v1', require('./routes'));
module.exports = app;
""",
    "src/routes/index.js": """
const router = require('express').Router();
const orders = require('./orders');
router.use('/orders', orders);
module.exports = router;
""",
    "src/routes/orders.js": """
const { Router } = require('express');
const ctrl = require('../controllers/orders');
const { asyncHandler } = require('../lib');
const router = Router({ mergeParams: true });
router.route('/').get(asyncHandler(ctrl.list)).post(validate(schema), asyncHandler(ctrl.create));
router.delete('/:id', requireAuth, ctrl.remove);
module.exports = router;
""",
    "src/controllers/orders.js": """
const service = require('../services/orders');
exports.list = async (req, res) => {
  const { page = 1, limit = 20 } = req.query;
  const result = await service.list({ page, limit });
  res.json({ data: result.rows, meta: { total: result.count } });
};
exports.create = async (req, res, next) => {
  try {
    const order = await service.create(req.body);
    res.status(201).json({ data: order });
  } catch (err) { next(err); }
};
exports.remove = async (req, res) => {
  const gone = await service.remove(req.params.id);
  if (!gone) return res.status(404).send({ message: 'not found' });
  res.sendStatus(204);
};
""",
    "src/services/orders.js": """
const { Order } = require('../models');
exports.list = ({ page, limit }) => Order.findAndCountAll({ limit, offset: (page - 1) * limit });
exports.create = (body) => Order.create(body);
exports.remove = (id) => Order.destroy({ where: { id } });
""",
    "app/api/teams/[teamId]/members/route.ts": """
import { NextResponse } from "next/server";
import { db } from "@/lib/db";
export async function GET(req: Request, { params }: { params: { teamId: string } }) {
  const members = await db.member.findMany({ where: { teamId: params.teamId } });
  return NextResponse.json({ members });
}
export const POST = withAuth(async (req) => {
  const body = await req.json();
  const m = await db.member.create({ data: body });
  return NextResponse.json(m, { status: 201 });
});
""",
    "pages/api/users/[id].ts": """
import type { NextApiRequest, NextApiResponse } from "next";
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method === "GET") { return res.status(200).json({ id: req.query.id }); }
  if (req.method === "DELETE") { return res.status(204).end(); }
  res.status(405).end();
}
""",
    "hono/app.ts": """
import { Hono } from 'hono';
const books = new Hono()
  .get('/', (c) => c.json({ items: [] }))
  .post('/', async (c) => { const b = await c.req.json(); await db.insert(booksTable).values(b); return c.json(b, 201); });
const app = new Hono();
app.route('/books', books);
export default app;
""",
    "koa2/app.ts": """
import Koa from 'koa';
import Router from '@koa/router';
const app = new Koa();
const api = new Router({ prefix: '/api' });
const v1 = new Router();
v1.get('/cats', listCats);
async function listCats(ctx: Context) { ctx.body = await Cat.findAll({ limit: 10 }); }
api.use('/v1', v1.routes(), v1.allowedMethods());
app.use(api.routes());
""",
}

RAILS = {
    "config/routes.rb": """
Rails.application.routes.draw do
  concern :commentable do
    resources :comments, only: [:index, :create]
  end
  scope "/api", module: "api" do
    resources :posts, except: [:destroy], concerns: :commentable do
      member do
        post :publish
        get "preview", to: "posts#show"
      end
      collection { get :search }
      resources :likes, only: :create
    end
    resource :session, only: [:create, :destroy]
    get "stats" => "stats#show"
  end
end
""",
    "app/controllers/api/posts_controller.rb": """
class Api::PostsController < Api::BaseController
  before_action :set_post, only: %i[show update publish]
  def index
    render json: Post.all
  end
  def publish
    @post.update!(published: true)
    render json: @post
  end
  def create
    post = Post.create!(post_params)
    render json: post, status: 201
  end
end
""",
}

LARAVEL = {
    "routes/api.php": r"""
<?php

use App\Http\Controllers\OrderController;
use Illuminate\Support\Facades\Route;

Route::middleware('auth:sanctum')->prefix('v1')->group(function () {
    Route::apiResource('orders', OrderController::class)->only(['index', 'show']);
    Route::controller(OrderController::class)->group(function () {
        Route::post('/orders/{order}/cancel', 'cancel');
    });
    Route::group(['prefix' => 'admin'], function () {
        Route::match(['put', 'patch'], 'flags', [OrderController::class, 'flags']);
        Route::get('ping', fn () => response()->json(['ok' => true]));
    });
});
""",
    "app/Http/Controllers/OrderController.php": r"""
<?php

namespace App\Http\Controllers;

use App\Models\Order;

class OrderController extends Controller
{
    public function index()
    {
        return response()->json(Order::query()->orderBy('id')->paginate(25));
    }

    public function cancel(Order $order)
    {
        abort_if($order->shipped, 409);
        $order->update(['state' => 'cancelled']);

        return response()->json($order);
    }
}
""",
}

OPERATIONS = [
    pytest.param(
        SPRING,
        [
            "DELETE /api/items/{id}",
            "GET /api/books",
            "GET /api/books/{id}",
            "GET /api/items",
            "GET /api/items/{id}",
            "GET /api/orders/{id}",
            "PATCH /api/items/{id}",
            "POST /api/books",
            "POST /api/orders",
            "PUT /api/items/{id}",
        ],
        id="spring",
    ),
    pytest.param(
        JAX_RS,
        [
            "DELETE /users/{id}",
            "GET /users",
            "GET /users/{id}/visits",
            "POST /users",
        ],
        id="jax_rs",
    ),
    pytest.param(
        ASPNET,
        [
            "DELETE /api/v1/orders/{id:int}",
            "GET /api/v1/orders",
            "GET /api/v1/orders/{id:int}",
            "GET /api/v1/users",
            "GET /health",
            "POST /api/v1/orders",
            "POST /api/v1/users",
        ],
        id="aspnet",
    ),
    pytest.param(
        GO,
        [
            "DELETE /api/pets/:id",
            "GET /api/pets",
            "GET /api/v1/orders/:id",
            "GET /api/v1/users",
            "GET /api/v2/things",
            "GET /api/v2/things/{id}",
            "POST /api/v1/users",
            "POST /api/v2/things",
        ],
        id="go",
    ),
    pytest.param(
        PYTHON,
        [
            "DELETE /api/tags/{id}",
            "GET /api/items/<int:item_id> ?",
            "GET /api/tags",
            "GET /api/tags/{id}",
            "GET /api/things ?",
            "GET /api/v1/notes/",
            "GET /api/v1/ping",
            "POST /api/tags",
            "POST /api/things ?",
            "POST /api/v1/notes/",
        ],
        id="python",
    ),
    pytest.param(
        JAVASCRIPT,
        [
            "DELETE /api/users/[id]",
            "DELETE /api/v1/orders/:id",
            "GET /api/teams/[teamId]/members",
            "GET /api/users/[id]",
            "GET /api/v1/cats",
            "GET /api/v1/orders",
            "GET /books",
            "POST /api/teams/[teamId]/members",
            "POST /api/v1/orders",
            "POST /books",
        ],
        id="javascript",
    ),
    pytest.param(
        RAILS,
        [
            "DELETE /api/session",
            "GET /api/posts",
            "GET /api/posts/:id",
            "GET /api/posts/:id/preview",
            "GET /api/posts/search",
            "GET /api/stats",
            "PATCH /api/posts/:id",
            "POST /api/posts",
            "POST /api/posts/:id/publish",
            "POST /api/posts/:post_id/likes",
            "POST /api/session",
        ],
        id="rails",
    ),
    pytest.param(
        LARAVEL,
        [
            "GET /api/v1/admin/ping",
            "GET /api/v1/orders",
            "GET /api/v1/orders/{id}",
            "PATCH /api/v1/admin/flags",
            "POST /api/v1/orders/{order}/cancel",
            "PUT /api/v1/admin/flags",
        ],
        id="laravel",
    ),
]


def _model(files):
    return Model(Sources(RepoView(in_memory({p: t.lstrip("\n") for p, t in files.items()}).head_tree)))


@pytest.mark.parametrize(("files", "operations"), OPERATIONS)
def test_every_operation_is_read_with_its_full_path(files, operations):
    found = {o.name + ("" if o.prefix_known else " ?") for o in _model(files).operations}
    assert sorted(found) == operations


def _facts(files, name):
    model = _model(files)
    return model.facts(next(o for o in model.operations if o.name == name))


def test_a_jackson_name_and_a_constraint_shape_the_request_fields():
    body = _facts(SPRING, "PATCH /api/items/{id}").inputs.body
    assert [(f.name, f.required) for f in body] == [("name", True), ("unit_price", False)]


def test_an_exception_made_in_a_lambda_is_an_answer():
    answers = _facts(SPRING, "GET /api/items/{id}").answers
    assert [(a.status, a.via) for a in answers if a.is_error] == [(404, "framework")]


def test_a_dao_call_of_a_jax_rs_resource_writes_and_a_recorded_visit_does_not():
    assert _facts(JAX_RS, "DELETE /users/{id}").access.writes
    assert _facts(JAX_RS, "GET /users/{id}/visits").access.writes == ()


def test_an_extension_method_of_another_file_is_mounted_where_it_is_called():
    facts = _facts(ASPNET, "POST /api/v1/orders")
    assert [a.status for a in facts.answers] == [201]
    assert facts.access.writes


def test_a_handler_method_of_go_is_followed_to_its_group():
    assert _facts(GO, "GET /api/pets").inputs.paging == ("cursor",)
    assert _facts(GO, "DELETE /api/pets/:id").answers[-1].status == 204


def test_a_rails_action_is_read_from_its_controller():
    facts = _facts(RAILS, "GET /api/posts")
    assert (facts.lists, facts.access.bounded) == (True, False)


def test_a_laravel_action_pages_and_aborts():
    assert _facts(LARAVEL, "GET /api/v1/orders").access.bounded
    assert [a.via for a in _facts(LARAVEL, "POST /api/v1/orders/{order}/cancel").answers] == [
        "abort",
        "inline",
    ]
