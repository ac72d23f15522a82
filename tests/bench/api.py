"""Speed of the API rules on large services: 2,000 routes at base, and a change that adds one route and edits another file.

``python -m tests.bench.api [FRAMEWORK ...]`` prints seconds of wall and processor time of all rules of the family: the first
review of a repository, the same again with what the first one kept, and a later review, of another base commit in which one
file differs. Aims: under 2 s the first time, under 0.2 s each further one.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from checks.config import CheckConfig
from checks.engine import review
from checks.gitrepo import open_change
from checks.keeping import Keeper
from checks.rules import load_rules
from tests.bench.migrations import commit

RESOURCES, SETS = 100, 4
"""Each resource has ``SETS`` sets of five routes: list, read, create, change, delete."""
COLD_S, WARM_S = 2.0, 0.2

Files = dict[str, str]


def _each(text: str, names: Mapping[str, str], sets: int = SETS) -> str:
    """``text`` once a set, with ``@words@`` replaced."""
    found = []
    for number in range(sets):
        part = text.replace("@kind@", f"part{number}s" if number else "").replace("@n@", str(number))
        for word, value in names.items():
            part = part.replace(f"@{word}@", value)
        found.append(part.replace("//{", "/{").replace("//:", "/:"))
    return "".join(found)


_FASTAPI = """

@router.get("/@kind@", response_model=list[@Model@Out])
def list_@name@_@n@(limit: int = 50, cursor: str | None = None, status: str | None = None, db: Session = Depends(get_db)):
    return @name@_service.page_@n@(db, limit, cursor, status)


@router.get("/@kind@/{item_id}", response_model=@Model@Out)
def read_@name@_@n@(item_id: str, db: Session = Depends(get_db)):
    found = db.get(@Model@, item_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "No such @name@"})
    return found


@router.post("/@kind@", response_model=@Model@Out, status_code=201)
def create_@name@_@n@(body: @Model@In, db: Session = Depends(get_db)):
    if db.query(@Model@).filter(@Model@.name == body.name).first() is not None:
        raise HTTPException(status_code=409, detail={"code": "taken", "message": "There is one of this name"})
    return @name@_service.create_@n@(db, body)


@router.put("/@kind@/{item_id}", response_model=@Model@Out)
def change_@name@_@n@(item_id: str, body: @Model@In, db: Session = Depends(get_db)):
    found = db.get(@Model@, item_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "No such @name@"})
    found.name = body.name
    db.commit()
    return found


@router.delete("/@kind@/{item_id}", status_code=204)
def delete_@name@_@n@(item_id: str, db: Session = Depends(get_db)):
    found = db.get(@Model@, item_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "No such @name@"})
    db.delete(found)
    db.commit()
"""
_FASTAPI_SERVICE = """

def page_@n@(db, limit, cursor, status):
    query = db.query(@Model@).filter(@Model@.id > (cursor or ""))
    if status:
        query = query.filter(@Model@.status == status)
    return query.limit(limit).all()


def create_@n@(db, body):
    made = @Model@(name=body.name, note=body.note)
    db.add(made)
    db.commit()
    return made
"""


def fastapi(extra: str) -> Files:
    """Routers, services and schemas of a FastAPI application."""
    files = {
        "pyproject.toml": '[project]\nname = "shop"\n',
        "app/__init__.py": "",
        "app/db.py": "def get_db(): ...\n",
    }
    for folder in ("routers", "services", "schemas", "models"):
        files[f"app/{folder}/__init__.py"] = ""
    mounts = ["from fastapi import FastAPI\n\n"]
    for number in range(RESOURCES):
        names = {"name": f"thing{number}", "Model": f"Thing{number}"}
        head = (
            "from fastapi import APIRouter, Depends, HTTPException\nfrom sqlalchemy.orm import Session\n\n"
            "from app.db import get_db\nfrom app.models.@name@ import @Model@\nfrom app.schemas.@name@ import @Model@In, @Model@Out\n"
            'from app.services import @name@_service\n\nrouter = APIRouter(prefix="/@name@s")\n'
        )
        files[f"app/routers/thing{number}.py"] = _each(head, names, 1) + _each(_FASTAPI, names).replace(
            '"/"', '""'
        )
        files[f"app/services/thing{number}_service.py"] = _each(
            "from app.models.@name@ import @Model@\n", names, 1
        ) + _each(_FASTAPI_SERVICE, names)
        files[f"app/schemas/thing{number}.py"] = _each(
            "from pydantic import BaseModel\n\n\nclass @Model@In(BaseModel):\n    name: str\n    note: str | None = None\n\n\n"
            "class @Model@Out(BaseModel):\n    id: str\n    name: str\n    created_at: str\n", names, 1,
        )  # fmt: skip
        files[f"app/models/thing{number}.py"] = _each(
            'from app.db import Base, Column, String\n\n\nclass @Model@(Base):\n    __tablename__ = "@name@s"\n'
            "    id = Column(String, primary_key=True)\n    name = Column(String)\n    note = Column(String)\n", names, 1,
        )  # fmt: skip
        mounts.append(f"from app.routers import thing{number}\n")
    mounts.append("\napp = FastAPI()\n")
    mounts += [f'app.include_router(thing{n}.router, prefix="/api/v1")\n' for n in range(RESOURCES)]
    files["app/main.py"] = "".join(mounts)
    if extra:
        files["app/routers/thing7.py"] += (
            '\n\n@router.get("/archived", response_model=list[Thing7Out])\ndef archived(db: Session = Depends(get_db)):\n'
            "    return db.query(Thing7).all()\n"
        )
    return files


_EXPRESS = """
router.get('/@kind@', async (req: Request, res: Response) => {
  const { limit, cursor, status } = req.query;
  const rows = await @name@Service.page@n@(Number(limit ?? 50), cursor as string, status as string);
  res.json({ data: rows, nextCursor: rows.at(-1)?.id ?? null });
});

router.get('/@kind@/:id', async (req: Request, res: Response) => {
  const row = await prisma.@name@.findUnique({ where: { id: req.params.id } });
  if (!row) {
    return res.status(404).json({ error: { code: 'not_found', message: 'No such @name@' } });
  }
  res.json(row);
});

router.post('/@kind@', validate(@name@Schema), async (req: Request, res: Response) => {
  const taken = await prisma.@name@.findFirst({ where: { name: req.body.name } });
  if (taken) {
    return res.status(409).json({ error: { code: 'taken', message: 'There is one of this name' } });
  }
  const made = await @name@Service.create@n@(req.body);
  res.status(201).json(made);
});

router.put('/@kind@/:id', validate(@name@Schema), async (req: Request, res: Response) => {
  const row = await prisma.@name@.findUnique({ where: { id: req.params.id } });
  if (!row) {
    return res.status(404).json({ error: { code: 'not_found', message: 'No such @name@' } });
  }
  res.json(await prisma.@name@.update({ where: { id: row.id }, data: req.body }));
});

router.delete('/@kind@/:id', async (req: Request, res: Response) => {
  await prisma.@name@.delete({ where: { id: req.params.id } });
  res.status(204).end();
});
"""
_EXPRESS_SERVICE = """
export async function page@n@(limit: number, cursor?: string, status?: string) {
  return prisma.@name@.findMany({ take: limit, where: status ? { status } : {}, cursor: cursor ? { id: cursor } : undefined });
}

export async function create@n@(body: @Model@) {
  const made = await prisma.@name@.create({ data: { name: body.name, note: body.note } });
  return made;
}
"""


def express(extra: str) -> Files:
    """Routers, services and schemas of an Express application in TypeScript."""
    files = {
        "package.json": '{"name": "shop"}\n',
        "src/db.ts": "import { PrismaClient } from '@prisma/client';\n\nexport const prisma = new PrismaClient();\n",
        "src/validate.ts": "export const validate = (schema: any) => (req: any, res: any, next: any) => next();\n",
    }
    mounts = ["import express from 'express';\n"]
    for number in range(RESOURCES):
        names = {"name": f"thing{number}", "Model": f"Thing{number}"}
        head = (
            "import { Router, Request, Response } from 'express';\nimport { prisma } from '../db';\nimport { validate } from '../validate';\n"
            "import * as @name@Service from '../services/@name@';\nimport { @name@Schema } from '../schemas/@name@';\n\n"
            "const router = Router();\n"
        )
        files[f"src/routes/thing{number}.ts"] = (
            _each(head, names, 1) + _each(_EXPRESS, names) + "\nexport default router;\n"
        )
        files[f"src/services/thing{number}.ts"] = _each(
            "import { prisma } from '../db';\nimport type { @Model@ } from '../schemas/@name@';\n", names, 1
        ) + _each(_EXPRESS_SERVICE, names)
        files[f"src/schemas/thing{number}.ts"] = _each(
            "import { z } from 'zod';\n\nexport const @name@Schema = z.object({ name: z.string(), note: z.string().optional() });\n\n"
            "export type @Model@ = z.infer<typeof @name@Schema>;\n", names, 1,
        )  # fmt: skip
        mounts.append(f"import thing{number} from './routes/thing{number}';\n")
    mounts.append("\nconst app = express();\napp.use(express.json());\n")
    mounts += [f"app.use('/api/v1/thing{n}s', thing{n});\n" for n in range(RESOURCES)]
    files["src/app.ts"] = "".join(mounts) + "\nexport default app;\n"
    if extra:
        files["src/routes/thing7.ts"] = files["src/routes/thing7.ts"].replace(
            "\nexport default",
            "\nrouter.get('/archived', async (req: Request, res: Response) => {\n  res.json(await prisma.thing7.findMany());\n});\n"
            "\nexport default",
        )
    return files


_GIN = """
func (h *@Model@Handler) List@n@(c *gin.Context) {
	limit := c.DefaultQuery("limit", "50")
	cursor := c.Query("cursor")
	rows, err := h.service.Page@n@(c.Request.Context(), limit, cursor)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": gin.H{"code": "internal", "message": "could not list"}})
		return
	}
	c.JSON(http.StatusOK, gin.H{"data": rows, "next_cursor": cursor})
}

func (h *@Model@Handler) Read@n@(c *gin.Context) {
	row, err := h.service.Read@n@(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": gin.H{"code": "not_found", "message": "no such @name@"}})
		return
	}
	c.JSON(http.StatusOK, row)
}

func (h *@Model@Handler) Create@n@(c *gin.Context) {
	var body @Model@Input
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": gin.H{"code": "invalid", "message": err.Error()}})
		return
	}
	made, err := h.service.Create@n@(c.Request.Context(), body)
	if err != nil {
		c.JSON(http.StatusConflict, gin.H{"error": gin.H{"code": "taken", "message": "there is one of this name"}})
		return
	}
	c.JSON(http.StatusCreated, made)
}

func (h *@Model@Handler) Change@n@(c *gin.Context) {
	var body @Model@Input
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": gin.H{"code": "invalid", "message": err.Error()}})
		return
	}
	made, err := h.service.Change@n@(c.Request.Context(), c.Param("id"), body)
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": gin.H{"code": "not_found", "message": "no such @name@"}})
		return
	}
	c.JSON(http.StatusOK, made)
}

func (h *@Model@Handler) Delete@n@(c *gin.Context) {
	if err := h.service.Delete@n@(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": gin.H{"code": "not_found", "message": "no such @name@"}})
		return
	}
	c.Status(http.StatusNoContent)
}
"""
_GIN_SERVICE = """
func (s *@Model@Service) Page@n@(ctx context.Context, limit string, cursor string) ([]@Model@, error) {
	var rows []@Model@
	err := s.db.WithContext(ctx).Where("id > ?", cursor).Limit(50).Find(&rows).Error
	return rows, err
}

func (s *@Model@Service) Read@n@(ctx context.Context, id string) (*@Model@, error) {
	var row @Model@
	err := s.db.WithContext(ctx).First(&row, "id = ?", id).Error
	return &row, err
}

func (s *@Model@Service) Create@n@(ctx context.Context, body @Model@Input) (*@Model@, error) {
	row := @Model@{Name: body.Name}
	err := s.db.WithContext(ctx).Create(&row).Error
	return &row, err
}

func (s *@Model@Service) Change@n@(ctx context.Context, id string, body @Model@Input) (*@Model@, error) {
	row := @Model@{ID: id, Name: body.Name}
	err := s.db.WithContext(ctx).Save(&row).Error
	return &row, err
}

func (s *@Model@Service) Delete@n@(ctx context.Context, id string) error {
	return s.db.WithContext(ctx).Delete(&@Model@{}, "id = ?", id).Error
}
"""
_GIN_ROUTES = """	@name@_@n@ := api.Group("/@name@s/@kind@")
	@name@_@n@.GET("", @name@.List@n@)
	@name@_@n@.GET("/:id", @name@.Read@n@)
	@name@_@n@.POST("", @name@.Create@n@)
	@name@_@n@.PUT("/:id", @name@.Change@n@)
	@name@_@n@.DELETE("/:id", @name@.Delete@n@)
"""


def gin(extra: str) -> Files:
    """Handlers, services and one function of routes a resource, of a Gin application."""
    files = {"go.mod": "module example.com/shop\n\ngo 1.22\n"}
    calls = []
    for number in range(RESOURCES):
        names = {"name": f"thing{number}", "Model": f"Thing{number}"}
        head = (
            'package handlers\n\nimport (\n\t"net/http"\n\n\t"github.com/gin-gonic/gin"\n)\n\ntype @Model@Handler struct {\n'
            '\tservice *@Model@Service\n}\n\ntype @Model@Input struct {\n\tName string `json:"name" binding:"required"`\n'
            '\tNote string `json:"note"`\n}\n\nfunc @Model@Routes(api *gin.RouterGroup, @name@ *@Model@Handler) {\n'
        )
        more = '\tthing7_0.GET("/archived", thing7.List0)\n' if extra and number == 7 else ""
        files[f"internal/handlers/thing{number}.go"] = (
            _each(head, names, 1) + _each(_GIN_ROUTES, names) + more + "}\n" + _each(_GIN, names)
        )
        service = (
            'package handlers\n\nimport (\n\t"context"\n\n\t"gorm.io/gorm"\n)\n\ntype @Model@ struct {\n\tID   string `json:"id"`\n'
            '\tName string `json:"name"`\n}\n\ntype @Model@Service struct {\n\tdb *gorm.DB\n}\n'
        )
        files[f"internal/handlers/thing{number}_service.go"] = _each(service, names, 1) + _each(
            _GIN_SERVICE, names
        )
        calls.append(f"\thandlers.Thing{number}Routes(api, &handlers.Thing{number}Handler{{}})\n")
    files["cmd/main.go"] = (
        'package main\n\nimport (\n\t"github.com/gin-gonic/gin"\n\n\t"example.com/shop/internal/handlers"\n)\n\nfunc main() {\n'
        '\trouter := gin.Default()\n\tapi := router.Group("/api/v1")\n'
        + "".join(calls)
        + "\trouter.Run()\n}\n"
    )
    return files


_SPRING = """
    @GetMapping("/@kind@")
    public Page<@Model@Response> list@n@(@RequestParam(required = false) String status, Pageable pageable) {
        return service.page@n@(status, pageable).map(@Model@Response::from);
    }

    @GetMapping("/@kind@/{id}")
    public @Model@Response read@n@(@PathVariable Long id) {
        @Model@ found = repository.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such @name@"));
        return @Model@Response.from(found);
    }

    @PostMapping("/@kind@")
    @ResponseStatus(HttpStatus.CREATED)
    public @Model@Response create@n@(@Valid @RequestBody @Model@Request body) {
        if (repository.existsByName(body.name())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "There is one of this name");
        }
        return @Model@Response.from(service.create@n@(body));
    }

    @PutMapping("/@kind@/{id}")
    public @Model@Response change@n@(@PathVariable Long id, @Valid @RequestBody @Model@Request body) {
        @Model@ found = repository.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such @name@"));
        found.setName(body.name());
        return @Model@Response.from(repository.save(found));
    }

    @DeleteMapping("/@kind@/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete@n@(@PathVariable Long id) {
        repository.deleteById(id);
    }
"""
_SPRING_SERVICE = """
    public Page<@Model@> page@n@(String status, Pageable pageable) {
        return status == null ? repository.findAll(pageable) : repository.findByStatus(status, pageable);
    }

    public @Model@ create@n@(@Model@Request body) {
        @Model@ made = new @Model@();
        made.setName(body.name());
        return repository.save(made);
    }
"""


def spring(extra: str) -> Files:
    """Controllers, services, repositories and records of a Spring application."""
    files = {"pom.xml": "<project><artifactId>shop</artifactId></project>\n"}
    root = "src/main/java/com/example/shop"
    for number in range(RESOURCES):
        names = {"name": f"thing{number}", "Model": f"Thing{number}"}
        package = "package com.example.shop.@name@;\n\n"
        more = (
            '\n    @GetMapping("/archived")\n    public List<Thing7> archived() {\n        return repository.findAll();\n    }\n'
            if extra and number == 7
            else ""
        )
        parts = {
            "Controller": (
                package
                + "import java.util.List;\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\n"
                '@RequestMapping("/api/v1/@name@s")\npublic class @Model@Controller {\n    private final @Model@Service service;\n'
                "    private final @Model@Repository repository;\n"
            ),
            "Service": (
                package
                + "import org.springframework.stereotype.Service;\n\n@Service\npublic class @Model@Service {\n"
                "    private final @Model@Repository repository;\n"
            ),
            "Repository": package
            + "import org.springframework.data.jpa.repository.JpaRepository;\n\npublic interface @Model@Repository extends JpaRepository<@Model@, Long> {\n"
            "    Page<@Model@> findByStatus(String status, Pageable pageable);\n    boolean existsByName(String name);\n",
            "Request": package + "public record @Model@Request(@NotBlank String name, String note) {\n",
            "Response": package
            + "public record @Model@Response(Long id, String name, String createdAt) {\n    static @Model@Response from(@Model@ it) {\n"
            "        return new @Model@Response(it.getId(), it.getName(), it.getCreatedAt());\n    }\n",
            "": package
            + "@Entity\npublic class @Model@ {\n    @Id\n    private Long id;\n    private String name;\n",
        }
        bodies = {"Controller": _each(_SPRING, names) + more, "Service": _each(_SPRING_SERVICE, names)}
        for kind, text in parts.items():
            path = f"{root}/thing{number}/Thing{number}{kind}.java"
            files[path] = _each(text, names, 1) + bodies.get(kind, "") + "}\n"
    return files


FRAMEWORKS: Mapping[str, tuple[Callable[[str], Files], str]] = {
    "FastAPI": (fastapi, "app/services/thing9_service.py"),
    "Express": (express, "src/services/thing9.ts"),
    "Gin": (gin, "internal/handlers/thing9_service.go"),
    "Spring": (spring, "src/main/java/com/example/shop/thing9/Thing9Service.java"),
}
"""What writes a service, with or without one more route, and the file that the change edits beside it."""


def write(folder: Path, files: Files) -> None:
    """Puts the files into the folder."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists() or place.read_text("utf-8") != text:
            place.write_text(text, "utf-8")


def edited(text: str) -> str:
    """The text with one constant changed, in a way that is valid in each language."""
    return text.replace("name", "label", 1) if "limit(limit)" in text else text.replace("body.", "body .", 1)


def repository(folder: Path, name: str) -> None:
    """Three commits: the service, the service after another file changed, and that with the change."""
    make, other = FRAMEWORKS[name]
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    before = make("")
    write(folder, before)
    commit(folder, "service")
    later = other.replace("9", "11")
    write(folder, {later: edited(before[later])})
    commit(folder, "later")
    after = make("more")
    write(folder, {**after, later: edited(before[later]), other: edited(before[other])})
    commit(folder, "change")
    # What is fetched comes in packs.
    subprocess.run(["git", "-C", folder, "gc", "--quiet"], check=True)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall and of processor time of one run."""
    gc.collect()
    start, begun = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - begun


def judge(folder: Path, base: str, keeper: Keeper | None) -> object:
    """Findings of the family's rules."""
    only = frozenset(r for r in load_rules() if r.startswith("api-consistency/"))
    with open_change(folder, base, "HEAD") as change:
        report = review(change, CheckConfig(), only=only, keeper=keeper)
    if report.errors:
        raise SystemExit(f"{report.errors}")
    return report.findings, report.sites


def measure(folder: Path, name: str) -> list[tuple[float, float]]:
    """Seconds of the first review, of the same again, and of one whose base differs in one file."""
    repository(folder, name)
    times = [
        timed(lambda: judge(folder, "HEAD~1", None)),
        timed(lambda: judge(folder, "HEAD~1", Keeper(folder / ".kept"))),
    ]
    times += (
        min(
            (timed(lambda: judge(folder, "HEAD~1", Keeper(folder / ".kept"))) for _ in range(3)),
            key=lambda t: t[1],
        ),
    )
    times += (timed(lambda: judge(folder, "HEAD~2", Keeper(folder / ".kept"))),)
    if judge(folder, "HEAD~1", None) != judge(folder, "HEAD~1", Keeper(folder / ".kept")):
        raise SystemExit(f"{name}: what was kept changes the findings")
    return times


def main(names: list[str]) -> int:
    """Print the table; exit status 1 when an aim is missed."""
    load_rules()
    gc.set_threshold(50_000, 20, 20)  # as a review in its own process does
    out = sys.stdout.write
    out(
        f"{RESOURCES * SETS * 5:,} routes and a change of two files, the rules of api-consistency; wall/processor seconds\n\n"
    )
    out(f"{'framework':10} {'nothing kept':>13} {'first, kept':>13} {'again':>13} {'other base':>13}\n")
    missed = False
    for name in names or FRAMEWORKS:
        with tempfile.TemporaryDirectory(prefix="evenhand-bench-") as temporary:
            times = measure(Path(temporary), name)
        missed |= times[1][1] > COLD_S or max(t[1] for t in times[2:]) > WARM_S
        out(f"{name:10} " + " ".join(f"{wall:6.2f}/{processor:6.2f}" for wall, processor in times) + "\n")
        sys.stdout.flush()
    out(f"\naims: {COLD_S} s, {WARM_S} s: {'missed' if missed else 'met'}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
