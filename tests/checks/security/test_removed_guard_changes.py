"""Guards that go, weaken, move or give way: one small change each. ``+|`` and ``-|`` mark added and removed lines, ``!!`` the finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/removed-guard"

CHANGES: dict[str, str] = {
    "src/a.js": """\
router.post('/:id/share', async (req, res) => {
  const document = await store.find(req.params.id);
-|  if (document.ownerId !== req.user.id) {
-|    return res.status(403).json({ error: 'forbidden' });
-|  }
-|  await store.share(document, String(req.body.email));
+|  const emails = req.body.emails.split(',');!!
+|  for (const email of emails) {
+|    await store.share(document, email);
+|  }
  res.status(204).end();
});
""",
    "src/main/java/SecurityConfig.java": """\
class SecurityConfig {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers("/login").permitAll()
-|                .anyRequest().authenticated());
+|                .anyRequest().permitAll());!!
        return http.build();
    }
}
""",
    "src/main/java/SecurityConfig2.java": """\
class SecurityConfig {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http
+|                .csrf(csrf -> csrf.disable())!!
                .authorizeHttpRequests(requests -> requests
                .anyRequest().authenticated());
        return http.build();
    }
}
""",
    "src/main/java/SecurityConfig3.java": """\
class SecurityConfig {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers("/login").permitAll()
+|                .requestMatchers("/metrics").hasRole("OPS")
-|                .requestMatchers("/admin/**").hasRole("ADMIN")
+|                .requestMatchers("/admin/**").hasAnyRole("ADMIN", "AUDITOR")
                .anyRequest().authenticated());
        return http.build();
    }
}
""",
    "web/settings.py": """\
INSTALLED_APPS = ["a"]
-|SECURE_SSL_REDIRECT = True
+|SECURE_SSL_REDIRECT = False!!
-|WTF_CSRF_ENABLED = True
+|WTF_CSRF_ENABLED = False!!
-|SECURE_HSTS_SECONDS = 31536000
+|SECURE_HSTS_SECONDS = 0!!
-|X_FRAME_OPTIONS = "DENY"
+|X_FRAME_OPTIONS = "SAMEORIGIN"
-|USE_X = True
+|USE_X = False
""",
    "web/render.py": """\
from jinja2 import Environment, FileSystemLoader
-|env = Environment(loader=FileSystemLoader("templates"), autoescape=True)
+|env = Environment(loader=FileSystemLoader("templates"), autoescape=False, trim_blocks=True)!!
""",
    "web/settings_dev.py": """\
-|SECURE_SSL_REDIRECT = True
+|SECURE_SSL_REDIRECT = False
""",
    "web/settings3.py": """\
import os
-|SECURE_SSL_REDIRECT = True
+|SECURE_SSL_REDIRECT = os.environ.get("SSL", "1") == "1"
""",
    "web/form.py": """\
class UserForm:
    def clean_email(self, value):
-|        if not EMAIL.fullmatch(value):
-|            raise ValidationError("bad address")
        return value.lower()!!
""",
    "web/up.py": """\
def upload(request):
    file = request.files["file"]
-|    if file.content_length > MAX_SIZE:
-|        abort(413)
    name = secure_filename(file.filename)!!
    file.save(UPLOADS / name)
    return "", 204
""",
    "web/pay.py": """\
def transfer(source, target, amount):
-|    if amount <= 0:
-|        raise ValueError("the amount must be positive")
    source.balance -= amount!!
    target.balance += amount
    source.save()
    target.save()
""",
    "src/app.ts": """\
const app = express();
-|app.use(helmet());
+|app.use(compression());!!
app.use('/api', api);
""",
    "src/app2.ts": """\
const app = express();
-|app.use('/api', rateLimit({ windowMs: 60000, max: 100 }));
app.use('/api', api);!!
""",
    "src/app3.ts": """\
-|import rateLimit from 'express-rate-limit';
+|import { rateLimiter } from './limits';
const app = express();
-|app.use('/api', rateLimit({ windowMs: 60000, max: 100 }));
+|app.use('/api', rateLimiter);
app.use('/api', api);
""",
    "src/ctrl.ts": """\
@Controller('x')
-|@UseGuards(AuthGuard)
export class X {!!
  @Get()
  list() { return this.s.list(); }
}
""",
    "src/ctrl2.ts": """\
@Controller('x')
export class X {
  @Post()
-|  async create(@Body(new ValidationPipe()) body: CreateDto) {
+|  async create(@Body() body: CreateDto) {!!
    return this.s.create(body);
  }
}
""",
    "internal/h.go": """\
package h

func (h *H) Hook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
-|	if !validSignature(body, r.Header.Get("X-Sig"), h.secret) {
-|		http.Error(w, "bad signature", http.StatusUnauthorized)
-|		return
-|	}
	h.queue.Push(body)!!
	w.WriteHeader(204)
}
""",
    "internal/r.go": """\
package h

func (s *S) Routes(r *gin.Engine) {
-|	admin := r.Group("/admin", s.requireAdmin())
+|	admin := r.Group("/admin")!!
	admin.DELETE("/users/:id", s.removeUser)
}
""",
    "internal/m.go": """\
package h

func (s *S) Routes() {
-|	s.mux.Handle("POST /x", s.auth(http.HandlerFunc(s.x)))
+|	s.mux.Handle("POST /x", http.HandlerFunc(s.x))!!
	s.mux.Handle("GET /y", http.HandlerFunc(s.y))
}
""",
    "app/c.rb": """\
class C < ApplicationController
-|  before_action :authenticate_user!
+|  before_action :authenticate_user!, except: %i[destroy]!!
  def destroy
    Item.find(params[:id]).destroy!
  end
end
""",
    "app/c2.rb": """\
class C < ApplicationController
  def update
    item = Item.find(params[:id])
-|    authorize item
    item.update!(item_params)!!
    render json: item
  end
end
""",
    "app/c3.php": """\
<?php
class C extends Controller {
    public function update(Request $request, Post $post)
    {
-|        $this->authorize('update', $post);
        $post->update($request->validated());!!
        return $post;
    }
}
""",
    "app/c4.php": """\
<?php
class C extends Controller {
    public function update(Request $request, Post $post)
    {
-|        $data = $request->validate(['title' => 'required|string|max:200']);
-|        $post->update($data);
+|        $post->update($request->all());!!
        return $post;
    }
}
""",
    "src/v.ts": """\
export async function create(req, res) {
-|  const body = Schema.parse(req.body);
+|  const body = req.body;!!
  const row = await store.insert(body.name, body.email);
  res.json(row);
}
""",
    "app/dep.py": """\
@router.delete("/{id}")
-|async def remove(id: int, user: User = Depends(get_current_admin)):
+|async def remove(id: int):!!
    await store.remove(id)
    return {"ok": True}
""",
    "app/dep2.py": """\
@router.delete("/{id}")
-|async def remove(id: int, user: User = Depends(get_current_admin)):
+|async def remove(id: int, user: User = Depends(get_current_user)):!!
    await store.remove(id)
    return {"ok": True}
""",
    "app/dep3.py": """\
@router.delete("/{id}")
-|async def remove(id: int, user: User = Depends(get_current_user)):
+|async def remove(id: int, user: Annotated[User, Depends(get_current_user)]):
    await store.remove(id)
    return {"ok": True}
""",
    "app/weak.py": """\
def remove(request, pk):
    item = get(pk)
-|    if item.owner != request.user and not request.user.is_staff:
+|    if item.owner != request.user and not request.user.is_staff and not request.user.is_reader:!!
        raise PermissionDenied
    item.delete()
""",
    "app/weak2.py": """\
def remove(request, pk):
    item = get(pk)
-|    if not request.user.is_staff:
+|    if not (request.user.is_staff and request.user.is_active):
        raise PermissionDenied
    item.delete()
""",
    "app/ren.py": """\
def remove(request, pk):
    item = get(pk)
-|    if not request.user.has_perm("x.delete"):
-|        raise PermissionDenied("no")
+|    check_can_delete(request.user, item)
    item.delete()
""",
    "src/Program.cs": """\
var app = builder.Build();
app.UseRouting();
-|app.UseAuthentication();
-|app.UseAuthorization();
app.MapControllers();!!
app.Run();
""",
    "src/Api.cs": """\
-|app.MapDelete("/users/{id}", (int id, Store store) => store.Remove(id)).RequireAuthorization("Admin");
+|app.MapDelete("/users/{id}", (int id, Store store) => store.Remove(id));!!
app.MapGet("/users", (Store store) => store.All());
""",
    "app/ex.py": """\
from django.views.decorators.csrf import csrf_exempt
+|@csrf_exempt!!
def remove(request, pk):
    item = get(pk)
    item.delete()
""",
    "app/ex.rb": """\
class C < ApplicationController
+|  skip_before_action :authenticate_user!!
  def destroy
    Item.find(params[:id]).destroy!
  end
end
""",
    "app/ex2.rb": """\
class C < ApplicationController
+|  skip_before_action :authenticate_user!, only: [:health]
+|
+|  def health
+|    head :ok
+|  end
+|
  def destroy
    Item.find(params[:id]).destroy!
  end
end
""",
    "src/main/java/SecurityConfig5.java": """\
class SecurityConfig {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http
+|                .csrf(AbstractHttpConfigurer::disable)
+|                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests
                .anyRequest().authenticated());
        return http.build();
    }
}
""",
    "app/new.py": """\
@bp.post("/orders/<int:pk>")
@login_required
def change(pk):
    order = Order.query.get_or_404(pk)
-|    if order.user_id != current_user.id:
-|        abort(403)
-|    order.note = request.json["note"]
+|    order = Order.query.filter_by(id=pk, user_id=current_user.id).first_or_404()
+|    order.note = request.json["note"]
    db.session.commit()
    return "", 204
""",
    "app/ref.ts": """\
export async function remove(req: Request, res: Response) {
  const item = await items.find(req.params.id);
-|  if (!item) return res.status(404).end();
-|  if (item.ownerId !== req.user.id) return res.status(403).end();
+|  if (!item || item.ownerId !== req.user.id) {
+|    return res.status(404).end();
+|  }
  await items.remove(item.id);
  res.status(204).end();
}
""",
    "app/val.ts": """\
app.post('/x', async (req, res) => {
-|  if (!req.body.name || typeof req.body.name !== 'string') {
-|    return res.status(400).json({ error: 'name' });
-|  }
-|  const row = await store.insert(req.body.name);
+|  const { name } = NewThing.parse(req.body);
+|  const row = await store.insert(name);
  res.status(201).json(row);
});
""",
    "app/val.py": """\
def parse(value):
-|    if value is None:
-|        raise ValueError("no value")
+|    if not value:
+|        raise ValueError("a value is needed")
    return value.strip()
""",
    "app/dead.py": """\
def load(path):
-|    if not path.exists():
-|        raise ValueError("missing")
    return path.read_text()
""",
    "app/deps.py": """\
router = APIRouter(prefix="/a")
-|@router.get("/x", dependencies=[Depends(require_user)])
-|async def x():
+|@router.get("/x")
+|async def x(user: User = Depends(require_user)):
    return 1
""",
    "internal/u.go": """\
package h

func (h *H) Upload(w http.ResponseWriter, r *http.Request) {
-|	if r.ContentLength > maxUpload {
-|		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
-|		return
-|	}
+|	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	h.store.Put(r.Context(), r.Body)
	w.WriteHeader(204)
}
""",
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_of_guards_is_judged_by_what_stays(path: str, expect: Callable[..., None]) -> None:
    head, base = [], []
    comment = "#" if path.endswith((".py", ".rb")) else "//"
    for line in CHANGES[path].split("\n"):
        marked = line.removesuffix("!!")
        text = marked + (f" {comment} <-- here" if marked != line else "")
        if line.startswith("-|"):
            base.append(text[2:])
        elif line.startswith("+|"):
            head.append(text[2:])
        else:
            head.append(text)
            base.append(marked)
    expect(RULE, path, "\n".join(head), base="\n".join(base))
