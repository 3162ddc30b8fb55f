import { act, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { LoadFailure } from "./LoadFailure";

it("counts the wait down and asks again by itself when it is over", () => {
  vi.useFakeTimers();
  const onRetry = vi.fn();
  render(<LoadFailure message="Busy." waitSeconds={5} onRetry={onRetry} />);

  expect(screen.getByRole("alert")).toHaveTextContent("Busy.");
  expect(screen.getByText("You can try again in 0:05.")).toBeInTheDocument();
  act(() => vi.advanceTimersByTime(3000));
  expect(screen.getByText("You can try again in 0:02.")).toBeInTheDocument();
  expect(onRetry).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(2000));
  expect(onRetry).toHaveBeenCalledOnce();
});

it("shows no clock where nothing says how long", () => {
  render(<LoadFailure message="Gone." onRetry={() => undefined} />);
  expect(screen.queryByText(/in \d/)).not.toBeInTheDocument();
});
