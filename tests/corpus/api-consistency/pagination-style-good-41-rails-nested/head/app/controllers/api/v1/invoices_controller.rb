module Api
  module V1
    class InvoicesController < ApplicationController
      def index
        invoices = Invoice.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: invoices, total: invoices.total_count }
      end

      def show
        invoice = Invoice.find_by(id: params[:id])
        return render json: { error: { code: "not_found", message: "no such invoice" } }, status: :not_found unless invoice

        render json: invoice
      end

      def create
        invoice = Invoice.new(invoice_params)
        if invoice.save
          render json: invoice, status: :created
        else
          render json: { error: { code: "invalid", message: invoice.errors.full_messages.first } }, status: :unprocessable_entity
        end
      end

      def destroy
        Invoice.find(params[:id]).destroy!
        head :no_content
      end

      private

      def invoice_params
        params.require(:invoice).permit(:name, :owner_id)
      end
    end
  end
end
