from django.contrib.auth import login as auth_login
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views import View

from app.forms import LoginForm, NextForm


class LoginView(View):
    def post(self, request, *args, **kwargs):
        form = LoginForm(request, data=request.POST)
        if not form.is_valid():
            return render(request, "login.html", {"form": form})
        auth_login(request, form.get_user())
        next_page = request.POST.get("next") or request.GET.get("next") or "home"
        return redirect(next_page)


def leave(request):
    form = NextForm(request.GET)
    if form.is_valid():
        return HttpResponseRedirect(form.cleaned_data["url"])
    url = request.GET["url"]
    if not url.startswith("http"):
        url = "https://" + url
    return redirect(url)
