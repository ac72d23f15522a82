module Api
  module V1
    class VouchersController < ApplicationController
      def index
        vouchers = Voucher.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: vouchers, total: vouchers.total_count }
      end

      def show
        voucher = Voucher.find_by(id: params[:id])
        return render json: { error: { code: "not_found", message: "no such voucher" } }, status: :not_found unless voucher

        render json: voucher
      end

      def create
        voucher = Voucher.new(voucher_params)
        if voucher.save
          render json: voucher, status: :created
        else
          render json: { error: { code: "invalid", message: voucher.errors.full_messages.first } }, status: :unprocessable_entity
        end
      end

      def destroy
        Voucher.find(params[:id]).destroy!
        head :no_content
      end

      private

      def voucher_params
        params.require(:voucher).permit(:name, :owner_id)
      end
    end
  end
end
