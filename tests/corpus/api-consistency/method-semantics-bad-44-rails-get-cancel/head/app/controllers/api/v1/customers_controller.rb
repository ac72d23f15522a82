module Api
  module V1
    class CustomersController < ApplicationController
      def index
        customers = Customer.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: customers, total: customers.total_count }
      end

      def show
        customer = Customer.find_by(id: params[:id])
        return render json: { error: { code: "not_found", message: "no such customer" } }, status: :not_found unless customer

        render json: customer
      end

      def create
        customer = Customer.new(customer_params)
        if customer.save
          render json: customer, status: :created
        else
          render json: { error: { code: "invalid", message: customer.errors.full_messages.first } }, status: :unprocessable_entity
        end
      end

      def destroy
        Customer.find(params[:id]).destroy!
        head :no_content
      end

      private

      def customer_params
        params.require(:customer).permit(:name, :owner_id)
      end
    end
  end
end
