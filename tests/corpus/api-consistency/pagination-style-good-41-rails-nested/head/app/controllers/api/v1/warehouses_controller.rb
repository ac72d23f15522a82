module Api
  module V1
    class WarehousesController < ApplicationController
      def index
        warehouses = Warehouse.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: warehouses, total: warehouses.total_count }
      end

      def show
        warehouse = Warehouse.find_by(id: params[:id])
        return render json: { error: { code: "not_found", message: "no such warehouse" } }, status: :not_found unless warehouse

        render json: warehouse
      end

      def create
        warehouse = Warehouse.new(warehouse_params)
        if warehouse.save
          render json: warehouse, status: :created
        else
          render json: { error: { code: "invalid", message: warehouse.errors.full_messages.first } }, status: :unprocessable_entity
        end
      end

      def destroy
        Warehouse.find(params[:id]).destroy!
        head :no_content
      end

      private

      def warehouse_params
        params.require(:warehouse).permit(:name, :owner_id)
      end
    end
  end
end
