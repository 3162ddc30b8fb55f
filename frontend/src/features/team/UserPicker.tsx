import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { t } from "@/lib/messages/t";
import { useSettled } from "@/lib/useSettled";
import field from "@/ui/Field.module.css";
import input from "@/ui/Input.module.css";
import menu from "@/ui/Menu.module.css";
import text from "@/ui/styles/text.module.css";
import styles from "./Picker.module.css";
import { type TeamUser, teamUserQuery, teamUsersQuery } from "./queries";

interface UserPickerProps {
  /** The id of who is chosen. */
  selected: string | undefined;
  onSelect: (userId: string | undefined) => void;
}

/** One person of the team, found by name; empty for everyone. */
export function UserPicker({ selected, onSelect }: UserPickerProps) {
  const { data: chosen, error } = useQuery({
    ...teamUserQuery(selected ?? ""),
    enabled: selected !== undefined,
  });
  const chosenName = (selected && (chosen?.name ?? (error ? t.activity.removedUser : ""))) || "";
  const queryClient = useQueryClient();
  // Undefined while nothing is typed: the field then says who is chosen, as soon as that is known.
  const [typed, setTyped] = useState<string>();
  const isSearching = typed !== undefined && typed !== chosenName;
  const query = useSettled(isSearching ? typed.trim() : "");
  const { data: found } = useInfiniteQuery(teamUsersQuery(query));
  const people = found?.pages.flatMap((page) => page.items) ?? [];

  function select(userId: string) {
    const found = people.find(({ id }) => id === userId);
    // Known at once: a name that came a moment later would look like typing, and open the list again.
    if (found) queryClient.setQueryData(teamUserQuery(userId).queryKey, found);
    setTyped(undefined);
    onSelect(userId);
  }

  function type(text: string) {
    setTyped(text);
    if (text === "" && selected !== undefined) onSelect(undefined);
  }

  return (
    <ComboBox
      className={field.field}
      items={people}
      value={selected ?? null}
      inputValue={typed ?? chosenName}
      menuTrigger="focus"
      allowsEmptyCollection
      onInputChange={type}
      onChange={(key) => (key === null ? setTyped(undefined) : select(String(key)))}
    >
      <Label className={field.label}>{t.activity.filter}</Label>
      <Text slot="description" className={text.aside}>
        {t.activity.filterHint}
      </Text>
      <div className={styles.box}>
        <Input className={input.input} autoComplete="off" maxLength={200} />
        <Button className={styles.open} aria-label={t.activity.showPeople}>
          <ChevronDown size={18} aria-hidden="true" />
        </Button>
      </div>
      <Popover className={`${menu.popover} ${styles.popover}`}>
        <ListBox<TeamUser>
          className={styles.list}
          renderEmptyState={() => <p className={styles.empty}>{t.activity.nobody}</p>}
        >
          {(user) => (
            <ListBoxItem id={user.id} className={`${menu.item} ${styles.item}`} textValue={user.name}>
              <span>{user.name}</span>
              <span className={styles.number}>{user.username}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
