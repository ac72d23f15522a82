module Api
  module V1
    class PriceListsController < ApplicationController
      def index
        price_lists = PriceList.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: price_lists, total: price_lists.total_count }
      end

      def show
        price_list = PriceList.find_by(id: params[:id])
        return render json: { error: { code: "not_found", message: "no such price_list" } }, status: :not_found unless price_list

        render json: price_list
      end

      def create
        price_list = PriceList.new(price_list_params)
        if price_list.save
          render json: price_list, status: :created
        else
          render json: { error: { code: "invalid", message: price_list.errors.full_messages.first } }, status: :unprocessable_entity
        end
      end

      def destroy
        PriceList.find(params[:id]).destroy!
        head :no_content
      end

      private

      def price_list_params
        params.require(:price_list).permit(:name, :owner_id)
      end
    end
  end
end
