import { expect, test } from '@playwright/test';

test('searches while typing', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox').fill('mug');
  await page.waitForTimeout(1000);
  await expect(page.getByTestId('result')).toHaveCount(3);
});
