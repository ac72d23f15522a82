module Api
  module V1
    class OrdersController < ApplicationController
      def index
        orders = Order.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: orders, total: orders.total_count }
      end

      def show
        order = Order.find_by(id: params[:id])
        return render json: { error: { code: "not_found", message: "no such order" } }, status: :not_found unless order

        render json: order
      end

      def create
        order = Order.new(order_params)
        if order.save
          render json: order, status: :created
        else
          render json: { error: { code: "invalid", message: order.errors.full_messages.first } }, status: :unprocessable_entity
        end
      end

      def destroy
        Order.find(params[:id]).destroy!
        head :no_content
      end

      private

      def order_params
        params.require(:order).permit(:name, :owner_id)
      end
    end
  end
end
