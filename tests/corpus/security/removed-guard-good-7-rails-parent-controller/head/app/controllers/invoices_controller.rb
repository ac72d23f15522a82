# frozen_string_literal: true

# Invoices of the current account.
class InvoicesController < AccountingController
  before_action :load_invoice, only: %i[show update]

  def show
    render json: InvoiceSerializer.new(@invoice)
  end

  def update
    if @invoice.update(params.require(:invoice).permit(:due_on, :note))
      render json: InvoiceSerializer.new(@invoice)
    else
      render json: { errors: @invoice.errors }, status: :unprocessable_entity
    end
  end

  private

  def load_invoice
    @invoice = Invoice.find(params[:id])
  end
end
