class ReportsController < ApplicationController
  before_action :authenticate_user!

  def summary
    report = current_user.reports.find(params[:id])
    values = report.rows.map { |row| row.value }
    total = eval(params[:formula], binding_for(values))
    render json: { total: total }
  end

  def attribute
    report = current_user.reports.find(params[:id])
    render json: { value: report.instance_eval("self.#{params[:name]}") }
  end

  private

  def binding_for(values)
    sum = values.sum
    count = values.size
    binding
  end
end
