@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    list_display = ("legacy_code",)
