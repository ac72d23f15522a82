from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import ListView
from django.views.generic import View

from newsletter.models import Issue, Link, Subscription


class IssueList(LoginRequiredMixin, ListView):
    model = Issue
    paginate_by = 20
    ordering = "-published_at"


def track_click(request, link_id):
    """Count a click in a newsletter, then send the reader on."""
    link = get_object_or_404(Link, pk=link_id)
    Link.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
    campaign = request.GET.get("utm_campaign", "")
    if campaign:
        link.campaign_clicks.create(campaign=campaign[:64])
    destination = request.GET.get("url", link.target)
    return HttpResponseRedirect(destination)


class Unsubscribe(View):
    """One-click unsubscription from the footer of a mail."""

    success_url = "/newsletter/"

    def get_success_url(self):
        return self.request.GET.get("next", self.success_url)

    def get(self, request, token):
        subscription = get_object_or_404(Subscription, token=token)
        subscription.active = False
        subscription.save(update_fields=["active"])
        return HttpResponseRedirect(self.get_success_url())
