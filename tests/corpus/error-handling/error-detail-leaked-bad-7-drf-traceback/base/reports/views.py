import logging

from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from reports.models import Report
from reports.rendering import render_pdf, RenderError
from reports.serializers import ReportSerializer

logger = logging.getLogger(__name__)


class ReportView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request, pk):
        report = Report.objects.filter(pk=pk, owner=request.user).first()
        if report is None:
            return Response({"detail": "not found"}, status=status.HTTP_404_NOT_FOUND)
        return Response(ReportSerializer(report).data)
