from django.contrib.auth.views import LoginView, redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import CreateView
from app.models import Order, Shop


class OrderCreate(CreateView):
    model = Order

    def form_valid(self, form):
        self.object = form.save()
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return reverse("order-detail", kwargs={"pk": self.object.pk})


def step(request, pk):
    order = get_object_or_404(Order, pk=pk)
    step = request.POST.get("step", "address")
    return redirect("checkout", pk=order.pk, step=step)


def search(request):
    return redirect(f"{reverse('search')}?{urlencode({'q': request.GET.get('q', '')})}")


def connect(request):
    client = oauth_client(request)
    url, state = client.authorization_url("https://idp.example.com/authorize")
    request.session["state"] = state
    return redirect(url)


def shop(request, slug):
    shop = get_object_or_404(Shop, slug=slug)
    return redirect(f"https://{shop.domain}/")


def page(request, path):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return HttpResponseRedirect("/docs/" + path)
