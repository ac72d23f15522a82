from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import DetailView, FormView

from newsletter.forms import SubscribeForm
from newsletter.models import Issue, Link


class IssueDetail(DetailView):
    model = Issue


def _next_page(request, fallback):
    """The page asked for in ``next`` when it is on one of our hosts, else the fallback."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=settings.ALLOWED_HOSTS, require_https=request.is_secure()):
        return wanted
    return fallback


class Subscribe(FormView):
    form_class = SubscribeForm
    template_name = "newsletter/subscribe.html"

    def form_valid(self, form):
        subscription = form.save()
        self.request.session["subscription"] = subscription.pk
        return HttpResponseRedirect(_next_page(self.request, reverse("newsletter:thanks")))


def track_click(request, link_id):
    """Count a click and go to the address the editors stored for this link."""
    link = get_object_or_404(Link, pk=link_id)
    link.register_click(request.GET.get("utm_campaign", ""))
    return HttpResponseRedirect(link.target)


def legacy_issue(request, year, slug):
    """Old addresses of issues, kept for search engines."""
    issue = get_object_or_404(Issue, year=year, slug=slug)
    return redirect(issue, permanent=True)


def switch_view(request):
    mode = request.GET.get("mode")
    if mode not in ("list", "grid"):
        raise SuspiciousOperation("unknown view")
    return redirect(f"/newsletter/{mode}/")
