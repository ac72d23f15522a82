# frozen_string_literal: true

# Invoices of the current account.
class InvoicesController < ApplicationController
  before_action :load_invoice, only: %i[show update destroy]

  def show
    render json: InvoiceSerializer.new(@invoice)
  end

  def update
    if Invoices::Change.call(@invoice, invoice_params)
      render json: InvoiceSerializer.new(@invoice)
    else
      render json: { errors: @invoice.errors }, status: :unprocessable_entity
    end
  end

  def destroy
    @invoice.destroy!
    head :no_content
  end

  private

  def load_invoice
    @invoice = Invoice.find(params[:id])
  end

  def invoice_params
    params.require(:invoice).permit(:due_on, :note)
  end
end
