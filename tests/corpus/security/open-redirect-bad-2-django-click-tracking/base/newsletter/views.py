from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import ListView

from newsletter.models import Issue


class IssueList(LoginRequiredMixin, ListView):
    model = Issue
    paginate_by = 20
    ordering = "-published_at"
