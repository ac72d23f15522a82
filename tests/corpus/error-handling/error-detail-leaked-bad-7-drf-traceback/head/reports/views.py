import logging
import traceback

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

    def post(self, request, pk):
        """Render the report anew."""
        report = Report.objects.filter(pk=pk, owner=request.user).first()
        if report is None:
            return Response({"detail": "not found"}, status=status.HTTP_404_NOT_FOUND)
        try:
            render_pdf(report, template=report.template)
        except RenderError:
            logger.exception("report %s could not be rendered", pk)
            return Response(
                {"detail": "rendering failed", "trace": traceback.format_exc()},
                status=status.HTTP_500_INTERNAL_SERVER_ERROR,
            )
        return Response(status=status.HTTP_202_ACCEPTED)
