from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import DetailView, FormView

from newsletter.forms import SubscribeForm
from newsletter.models import Issue, Link


class IssueDetail(DetailView):
    model = Issue


class Subscribe(FormView):
    form_class = SubscribeForm
    template_name = "newsletter/subscribe.html"

    def form_valid(self, form):
        subscription = form.save()
        return redirect("newsletter:thanks")
